// What Word, WPS and Excel put on the clipboard, with something hidden among it.
import type { Bait, Family } from './bait.ts';

type Member = (bait: Bait) => string;

/** A clipboard's page as the office programs write it, around `body`. */
function officePage(body: string, head = ''): string {
  return `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta name=Generator content="Microsoft Word 15">${head}</head>
<body lang=ZH-CN style='tab-interval:21.0pt;text-justify-trim:punctuation'><!--StartFragment-->${body}<!--EndFragment--></body></html>`;
}

const word: readonly Member[] = [
  ({ code }) => officePage(`<p class=MsoNormal>正文<o:p><script>${code}</script></o:p></p>`),
  ({ code }) =>
    officePage(`<!--[if gte vml 1]><v:shape onerror="${code}"><img src=x onerror=${code}></v:shape><![endif]-->图`),
  ({ code }) => officePage(`<![if !vml]><img src=x onerror=${code} v:shapes="_x0000_i1025"><![endif]>`),
  ({ code }) =>
    officePage(
      '正文',
      `<!--[if gte mso 9]><xml><o:OfficeDocumentSettings>${code}</o:OfficeDocumentSettings></xml><![endif]-->`,
    ),
  ({ code }) =>
    officePage(
      '正文',
      `<style><!-- @page{mso-x:"</style><svg onload=${code}>";} p.MsoNormal{mso-style-parent:""} --></style>`,
    ),
  ({ url }) =>
    officePage('正文', `<link rel=File-List href="${url}/filelist.xml"><link rel=themeData href="${url}/theme.thmx">`),
  ({ url }) =>
    officePage(`<p class=MsoListParagraph style='mso-list:l0 level1 lfo1;background:url(${url})'>一、议题</p>`),
  ({ code }) => officePage(`<p style='mso-element:comment;behavior:expression(${code})'>批注</p>`),
  ({ url }) =>
    officePage(
      `<v:imagedata src="${url}/image001.png" o:title="签到表"/><img src="file:///C:/Users/li/clip_image001.png">`,
    ),
  ({ code }) =>
    officePage(`<v:rect href="javascript:${code}" onclick="${code}"><v:fill src="javascript:${code}"/></v:rect>框`),
  ({ code }) => officePage(`<w:Sdt DocPart="${code}" onload="${code}">内容控件<w:sdtPr></w:sdtPr></w:Sdt>`),
  ({ code }) =>
    officePage(`<a style='mso-comment-reference:a_1' href="javascript:${code}" name="_msoanchor_1">[1]</a>`),
  ({ code }) => officePage(`<span style='mso-field-code:"HYPERLINK javascript:${code}"'>链接</span>`),
  ({ code }) => officePage(`<st1:place w:st="on" onmouseover="${code}">苏州</st1:place>`),
  ({ code }) => officePage(`<object classid="clsid:38481807" codebase="javascript:${code}"></object>控件`),
];

const wps: readonly Member[] = [
  ({ code }) =>
    `<html><head><meta name="Generator" content="WPS Office"></head><body><p class="p" onclick="${code}">议题</p></body></html>`,
  ({ url }) => `<p style="mso-pagination:widow-orphan;background-image:url(${url})"><wps:txbx>框</wps:txbx></p>`,
  ({ code }) => `<p><kso:embed src="javascript:${code}">嵌</kso:embed><img src=x:x onerror=${code} wps-id=1></p>`,
];

const excel: readonly Member[] = [
  ({ code }) =>
    `<table><tr><td x:num x:fmla="=HYPERLINK(&quot;javascript:${code}&quot;)" onclick="${code}">1</td></tr></table>`,
  ({ url }) =>
    `<table background="${url}"><col width=64 style='mso-width-source:userset'><tr><td style='mso-number-format:"\\@";background:url(${url})'>签到</td></tr></table>`,
  ({ code }) => `<table><tr><td colspan=99999 rowspan="-1" data-colwidth='"><svg onload=${code}>'>跨</td></tr></table>`,
  ({ code }) =>
    `<table><script>${code}</script><tr><td><style>@import 'x'</style>表</td></tr><img src=x onerror=${code}></table>`,
];

/** The editor's own clipboard format, forged. */
const forged: readonly Member[] = [
  ({ code }) => `<p data-pm-slice='1 1 ["heading",{"level":"1 onclick=${code}"}]'>伪造</p>`,
  ({ code }) => `<p data-pm-slice='0 0 ["script",{"src":"${code}"},"__proto__",{"x":1}]'>伪造</p>`,
  ({ code }) => `<h2 data-pm-slice='0 0 ["ordered_list",{"order":{"toString":"${code}"}},"list_item",null]'>伪造</h2>`,
  ({ code }) =>
    `<p data-pm-slice='0 0 ["table",null,"table_row",null,"table_cell",{"colspan":"1 onload=${code}","colwidth":["${code}"]}]'>伪造</p>`,
  ({ code }) => `<p>甲<span data-mention="__proto__" onclick="${code}">&lt;img src=x onerror=${code}&gt;</span></p>`,
  ({ code }) => `<p>甲<time data-at="1e300" datetime="${code}" onclick="${code}">${code}</time></p>`,
  ({ code }) => `<p>甲<span data-internal='" onclick="${code}' class="internal ${code}">内部</span></p>`,
  ({ code }) => `<p class="ProseMirror minutes-text" data-placeholder="${code}" contenteditable=false>伪造</p>`,
];

export const office: Family = { 'Word on the clipboard': word, WPS: wps, Excel: excel, 'forged clipboards': forged };
