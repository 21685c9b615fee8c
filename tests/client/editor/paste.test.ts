// What Word and WeChat add to pasted text is taken out again.
import { describe, expect, it } from 'vitest';
import { deskWith, editorOn } from '../support/desk-fixture.ts';
import { cleanText } from '../../../client/editor/paste.ts';
import { cleanHtml } from '../../../client/editor/pasted-html.ts';

describe('pasting', () => {
  it("drops Word's comments, own elements and style sheets", () => {
    const html = '<!--[if gte mso 9]><xml>x</xml><![endif]--><style>p{}</style><p>正文<o:p></o:p></p>';

    expect(cleanHtml(html)).toBe('<p>正文</p>');
  });

  it('drops typed indents, which the page makes itself', () => {
    expect(cleanHtml('<p class="a"><span>\u3000\u3000正文</span></p>')).toBe('<p class="a"><span>正文</span></p>');
    expect(cleanText('\u3000\u3000第一段\r\n\t第二段')).toBe('第一段\n第二段');
  });

  it('keeps what minutes read of a tag, written anew, and nothing else of it', () => {
    expect(
      cleanHtml('<TD onclick=a colspan=2 STYLE="color:red;font-weight: 700;background:url(x)"x="<p>">甲</TD>'),
    ).toBe('<td colspan="2" data-style="font-weight:700">甲</td>');
    expect(cleanHtml("<svg><a href='x\"y'>链</a></svg>")).toBe('<a href="x&quot;y">链</a>');
    expect(cleanHtml('3 < 5 <')).toBe('3 &lt; 5 &lt;');
  });

  it('keeps bold, italic and underlined words that Word marks by styles', () => {
    const fixture = editorOn(deskWith(''));

    fixture.editor.view.pasteHTML(
      '<p><span style="font-weight:bold">粗</span><span style="font-style:italic">斜</span><span style="text-decoration:underline">线</span></p>',
    );

    expect(fixture.editor.view.dom.querySelector('p')?.innerHTML).toBe('<strong>粗</strong><em>斜</em><u>线</u>');
    fixture.close();
  });

  it('drops scripts whole', () => {
    expect(cleanHtml('<p>a</p><script>alert(1)</script>')).toBe('<p>a</p>');
  });
});
