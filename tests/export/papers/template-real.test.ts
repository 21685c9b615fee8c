// Templates as LibreOffice writes them, of the last minutes with their changes noted, comments, hidden words and pictures: filled,
// nothing of these is in the file, and it opens again. template-makers.test.ts judges hand-made files everywhere.
import { beforeAll, describe, expect, test } from 'vitest';
import { fillTemplate } from '../../../server/export/template/template-fill.ts';
import { templateScope, trialFacts } from '../../../shared/papers/template-facts.ts';
import { drawnWords, HAS_LIBREOFFICE, writtenWords } from '../../support/papers/draw-word.ts';
import { HAS_POPPLER, wordsOf } from '../../support/papers/print.ts';
import { atEndOfFile, temporaryFolder } from '../../support/temporary-folder.ts';
import { outOfOrder } from './word-schema.ts';
import { nodesOf, partsOf, textOfPart } from './word-text.ts';

const OASIS = 'urn:oasis:names:tc:opendocument:xmlns';
const SPACES = ['office', 'text', 'style', 'table', 'meta']
  .map((name) => `xmlns:${name}="${OASIS}:${name}:1.0"`)
  .concat(`xmlns:draw="${OASIS}:drawing:1.0"`, `xmlns:svg="${OASIS}:svg-compatible:1.0"`)
  .concat('xmlns:dc="http://purl.org/dc/elements/1.1/"', 'xmlns:xlink="http://www.w3.org/1999/xlink"')
  .join(' ');
const MAKER = '李某';
const INFO = `<office:change-info><dc:creator>${MAKER}</dc:creator><dc:date>2021-01-01T00:00:00</dc:date></office:change-info>`;
/** Pictures of one point, of which one is told from the other. */
const SEAL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
const LOGO = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const picture = (name: string, data: string): string =>
  `<draw:frame draw:name="${name}" text:anchor-type="as-char" svg:width="1cm" svg:height="1cm"><draw:image><office:binary-data>${data}</office:binary-data></draw:image></draw:frame>`;
const note = (kind: string, text: string): string =>
  `<text:note text:note-class="${kind}"><text:note-citation>1</text:note-citation><text:note-body><text:p>${text}</text:p></text:note-body></text:note>`;
const deleted = (id: string, inner: string): string =>
  `<text:changed-region text:id="${id}"><text:deletion>${INFO}${inner}</text:deletion></text:changed-region>`;
const styled = (style: string, inner: string): string => `<text:span text:style-name="${style}">${inner}</text:span>`;
const linked = (to: string): string => `<text:a xlink:type="simple" xlink:href="${to}">网址</text:a>`;

const SOURCE = `<?xml version="1.0" encoding="UTF-8"?>
<office:document ${SPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:creator>${MAKER}</dc:creator><meta:user-defined meta:name="k">${MAKER}</meta:user-defined></office:meta>
<office:styles>
<style:style style:name="Hidden" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="Aside" style:family="paragraph"><style:text-properties text:display="none"/></style:style>
</office:styles>
<office:automatic-styles><style:style style:name="h" style:family="text"><style:text-properties text:display="none"/></style:style></office:automatic-styles>
<office:body><office:text>
<text:tracked-changes>
${deleted('c1', `<text:p>上次的话${note('footnote', '机密脚注')}${note('endnote', '机密尾注')}${picture('章', SEAL)}${linked('mailto:secret@example.org')}</text:p>`)}
${deleted('c2', '<text:p/><text:p>上次整段</text:p>')}
${deleted('c3', '<text:p/><text:p/>')}
<text:changed-region text:id="c4"><text:insertion>${INFO}</text:insertion></text:changed-region>
</text:tracked-changes>
<text:p>关于{会议<text:change-start text:change-id="c4"/>名称<text:change-end text:change-id="c4"/>}的纪要<text:change text:change-id="c1"/><office:annotation><dc:creator>${MAKER}</dc:creator><text:p>机密批注</text:p></office:annotation></text:p>
<text:p>前段<text:change text:change-id="c2"/></text:p>
<text:p>又关于{会议<text:change text:change-id="c3"/>名称}</text:p>
<text:p>看${styled('h', `机密一${note('footnote', '机密注二')}`)}${styled('Hidden', '机密三')}得见${note('footnote', '脚注文字')}${picture('徽', LOGO)}${linked('https://example.org/seen')}</text:p>
<text:p text:style-name="Aside">机密四</text:p>
<text:p>{#出席}</text:p><text:p>{姓名}，{单位}</text:p><text:p>{/出席}</text:p>
<table:table table:name="T"><table:table-column table:number-columns-repeated="2"/><table:table-row>
<table:table-cell><text:p>{#出席}{姓名}</text:p></table:table-cell><table:table-cell><text:p>{职务}{/出席}</text:p></table:table-cell>
</table:table-row></table:table>
<text:p>完</text:p>
</office:text></office:body></office:document>`;

describe.skipIf(!HAS_LIBREOFFICE || !HAS_POPPLER)('a template that LibreOffice wrote', () => {
  let template: Buffer = Buffer.alloc(0);
  let file: Buffer = Buffer.alloc(0);
  let drawn: Uint8Array = new Uint8Array();
  const folder = atEndOfFile();

  beforeAll(() => {
    const here = temporaryFolder(folder);
    template = writtenWords(new Map([['template', Buffer.from(SOURCE)]]), here).get('template') ?? template;
    const result = fillTemplate(template, templateScope(trialFacts(), '、'), {
      ...{ title: '纪要', organisation: '协会', mark: null },
    });
    if (!result.ok) throw new Error(`${result.code} ${JSON.stringify(result.data)}`);
    file = result.value;
    drawn = drawnWords(new Map([['filled', file]]), here).get('filled') ?? drawn;
  }, 60_000);

  const telling = (bytes: Buffer): readonly string[] =>
    [...partsOf(bytes)].filter(([, text]) => /机密|上次|李某|secret@/.test(text)).map(([name]) => name);
  const pictures = (bytes: Buffer): number =>
    [...partsOf(bytes).keys()].filter((name) => name.includes('media/')).length;

  test('holds all of it before, and nothing afterwards', () => {
    expect(telling(template)).toEqual(
      expect.arrayContaining([
        ...['word/document.xml', 'word/footnotes.xml', 'word/endnotes.xml', 'word/comments.xml'],
        ...['word/_rels/document.xml.rels', 'docProps/core.xml', 'docProps/custom.xml'],
      ]),
    );
    expect(telling(file)).toEqual([]);
    expect([pictures(template), pictures(file)]).toEqual([2, 1]);
    expect(partsOf(file).get('word/_rels/document.xml.rels')).toContain('https://example.org/seen');
  });

  test('says what was read in it, and lines torn by a deleted mark are one', () => {
    expect(textOfPart(file, 'word/document.xml')).toEqual([
      ...['关于会议名称的纪要', '前段', '又关于会议名称', '看得见网址', '', '姓名，单位', '姓名', '职务', '完'],
    ]);
    expect(textOfPart(file, 'word/footnotes.xml').join('')).toBe('脚注文字');
  });

  test('opens again, in the order Word asks for', () => {
    const order = [...partsOf(file).keys()]
      .filter((name) => /^word\/(?:document|footnotes|endnotes)\.xml$/.test(name))
      .flatMap((name) => outOfOrder(nodesOf(file, name)));

    expect(order).toEqual([]);
    const seen = wordsOf(drawn)
      .map(({ text }) => text)
      .join('');
    expect(seen).toContain('关于会议名称的纪要');
    expect(seen).toContain('脚注文字');
    expect(seen).not.toMatch(/机密|上次/);
  });
});
