// What Excel, Word, WPS and plain lines put on the clipboard, read as rows of a work report.
import { describe, expect, it } from 'vitest';
import { pastedGrid } from '../../../client/panels/pasted-grid.ts';
import { reportOfTable } from '../../../shared/capture/report-grid.ts';

const EXCEL = `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><!--StartFragment--><table border=0>
 <col width=72><tr height=19><td class=xl63>责任单位</td><td>上半年完成情况</td><td>下半年计划</td></tr>
 <tr><td>无人机专家委</td><td>召开两次会议<br style='mso-data-placement:same-cell'>落实教材编写</td><td>组织培训</td></tr>
</table><!--EndFragment--></body></html>`;
const WORD = `<body lang=ZH-CN><table class=MsoTableGrid><tr><td><p class=MsoNormal><span>1</span></p></td>
<td><p class=MsoNormal><span lang=EN-US>团体标准
专家委</span></p></td><td><p class=MsoNormal>一项团标已立项</p><p class=MsoNormal>两项在研</p></td><td><p>发布</p></td></tr>
<tr><td><p>2</p></td><td><p>网站</p></td><td><p><o:p>&nbsp;</o:p></p></td><td><p>互学长短</p></td></tr></table></body>`;

const rowsOf = (html: string, text = '') => reportOfTable(pastedGrid(html, text) ?? []).rows;

describe('rows from a clipboard', () => {
  it('of Excel are told by their heads, which are no row; a break in a cell is a line', () => {
    expect(rowsOf(EXCEL)).toEqual([{ owner: '无人机专家委', done: '召开两次会议\n落实教材编写', planned: '组织培训' }]);
  });

  it('of Word lose the running numbers; paragraphs of a cell are lines', () => {
    expect(rowsOf(WORD)).toEqual([
      { owner: '团体标准 专家委', done: '一项团标已立项\n两项在研', planned: '发布' },
      { owner: '网站', done: '', planned: '互学长短' },
    ]);
  });

  it('of lines with tabs keep quoted line ends and doubled quotes', () => {
    const text = '秘书处\t"第一行\r\n说""好"""\t下一步\r\n监事会\t\t列席\r\n';

    expect(rowsOf('', text)).toEqual([
      { owner: '秘书处', done: '第一行\n说"好"', planned: '下一步' },
      { owner: '监事会', done: '', planned: '列席' },
    ]);
  });

  it.each([
    ['a sentence', '', '下半年组织培训。'],
    ['a formatted sentence', '<p>下半年<b>组织培训</b></p>', '下半年组织培训'],
    ['nothing', '', ''],
  ])('are none in %s, which is pasted as text', (_, html, text) => {
    expect(pastedGrid(html, text)).toBeNull();
  });

  it('run no script and fetch nothing', () => {
    const html =
      '<table><tr><td><img src=x onerror="globalThis.hit=1">甲</td><td><script>globalThis.hit=1</script>乙</td></tr></table>';

    expect(rowsOf(html)[0]?.owner).toBe('甲');
    expect(Reflect.get(globalThis, 'hit')).toBeUndefined();
  });

  it('of merged cells: a title over all columns, an owner over several rows, a plan over two', () => {
    const html = `<table>
      <tr><td colspan=4>2021年上半年工作汇报</td></tr>
      <tr><td>序号</td><td>下半年工作计划</td><td>责任部门</td><td>上半年完成情况</td></tr>
      <tr><td rowspan=2>1</td><td>编写教材</td><td rowspan=2>培训部</td><td rowspan=2>召开两次会议</td></tr>
      <tr><td>走访会员</td></tr>
      <tr><td>2</td><td rowspan=2>发布团标</td><td>标准部</td><td>一项立项</td></tr>
      <tr><td></td><td></td><td>一项在研</td></tr>
    </table>`;

    expect(rowsOf(html)).toEqual([
      { owner: '培训部', done: '召开两次会议', planned: '编写教材' },
      { owner: '培训部', done: '', planned: '走访会员' },
      { owner: '标准部', done: '一项立项', planned: '发布团标' },
      { owner: '标准部', done: '一项在研', planned: '' },
    ]);
  });

  it('of sheets that repeat a merged cell in each row tell it once', () => {
    const text = ['责任单位\t已完成\t下一步', '培训部\t开会\t编写', '培训部\t开会\t走访', '标准部\t开会\t发布'].join(
      '\n',
    );

    expect(rowsOf('', text)).toEqual([
      { owner: '培训部', done: '开会', planned: '编写' },
      { owner: '培训部', done: '', planned: '走访' },
      { owner: '标准部', done: '开会', planned: '发布' },
    ]);
  });

  it('of swapped heads go by what they say, and heads that come again on each page are none', () => {
    const text = [
      '下一步计划\t已完成\t专委会',
      '编写\t开会\t培训部',
      '下一步计划\t已完成\t专委会',
      '发布\t\t标准部',
    ].join('\n');

    expect(rowsOf('', text)).toEqual([
      { owner: '培训部', done: '开会', planned: '编写' },
      { owner: '标准部', done: '', planned: '发布' },
    ]);
  });

  it('of two columns are who and done, and an absurd span costs nothing', () => {
    const absurd = '<table><tr><td colspan=99999999 rowspan=99999999>甲</td></tr><tr><td>乙</td></tr></table>';
    expect(rowsOf(absurd)[0]?.owner).toBe('甲');
    expect(rowsOf('', '培训部\t开会')).toEqual([{ owner: '培训部', done: '开会', planned: '' }]);
  });
});
