// What Word and WeChat add to pasted text is taken out again.
import { describe, expect, it } from 'vitest';
import { cleanHtml, cleanText } from '../../../client/editor/paste.ts';

describe('pasting', () => {
  it("drops Word's comments, own elements and style sheets", () => {
    const html = '<!--[if gte mso 9]><xml>x</xml><![endif]--><style>p{}</style><p>正文<o:p></o:p></p>';

    expect(cleanHtml(html)).toBe('<p>正文</p>');
  });

  it('drops typed indents, which the page makes itself', () => {
    expect(cleanHtml('<p class="a"><span>\u3000\u3000正文</span></p>')).toBe('<p class="a"><span>正文</span></p>');
    expect(cleanText('\u3000\u3000第一段\r\n\t第二段')).toBe('第一段\n第二段');
  });

  it('drops scripts whole', () => {
    expect(cleanHtml('<p>a</p><script>alert(1)</script>')).toBe('<p>a</p>');
  });
});
