// Letters as people get them: plain text, and the same as simple HTML without a picture, a script or a style sheet from outside.
// Every word is data: what looks like markup in minutes is shown as it stands.
import type { Letter, LetterPart } from '../../shared/domain/letter.ts';
import { escapeHtml } from '../../shared/doc/blocks-html.ts';
import { notice as english } from '../../shared/i18n/en/notice.ts';
import { notice as chinese } from '../../shared/i18n/zh-CN/notice.ts';
import { unreachable } from '../../shared/lib/assert.ts';

export interface MailForm {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Calendars that go along, in the order of their letters. */
  readonly calendars: readonly string[];
}

/** What a subject may hold of a longer one. */
const MAX_SUBJECT_CHARS = 200;
const FONT = "font-family:'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;";

export function noticeWords(language: Letter['language']) {
  return language === 'en' ? english : chinese;
}

/** One mail of one letter, or of several that waited for the same person; in the language of the first. */
export function mailForm(letters: readonly [Letter, ...Letter[]], site: string): MailForm {
  const [first] = letters;
  const words = noticeWords(first.language);
  const count = letters.length;
  const footer = words.footer(site);
  const lead = count === 1 ? null : words.digestLead(count);
  const subject = oneLine(count === 1 ? first.subject : words.digest(count, oneLine(first.subject)));
  return {
    subject: subject.slice(0, MAX_SUBJECT_CHARS),
    text: [...(lead === null ? [] : [lead]), ...letters.map((letter) => textOf(letter, count > 1)), `-- \r\n${footer}`]
      .join('\r\n\r\n')
      .concat('\r\n'),
    html: htmlOf(letters, lead, footer),
    calendars: letters.flatMap(({ calendar }) => (calendar === undefined ? [] : [calendar])),
  };
}

/** A letter as lines of plain text, with its subject above where it is one of several. */
export function textOf({ subject, parts }: Letter, withSubject: boolean): string {
  const title = withSubject ? [`【${oneLine(subject)}】`] : [];
  return [...title, ...parts.map(partText)].join('\r\n\r\n');
}

function partText(part: LetterPart): string {
  switch (part.kind) {
    case 'text':
      return lines(part.text).join('\r\n');
    case 'quote':
      return lines(part.text)
        .map((line) => `> ${line}`)
        .join('\r\n');
    case 'facts':
      return part.rows.map(({ label, value }) => `${oneLine(label)}：${oneLine(value)}`).join('\r\n');
    case 'link':
      return `${oneLine(part.label)}\r\n${part.url}`;
    default:
      return unreachable(part);
  }
}

function htmlOf(letters: readonly Letter[], lead: string | null, footer: string): string {
  const body = letters.map((letter) => {
    const title =
      letters.length > 1 ? `<h2 style="font-size:16px;margin:24px 0 8px">${escapeHtml(letter.subject)}</h2>` : '';
    return `${title}${letter.parts.map(partHtml).join('\n')}`;
  });
  return [
    `<!doctype html>\n<html lang="${letters[0]?.language ?? 'zh-CN'}"><head><meta charset="utf-8"></head>`,
    `<body style="margin:0;padding:16px;color:#1a1a1a;font-size:15px;line-height:1.7;${FONT}">`,
    ...(lead === null ? [] : [`<p>${escapeHtml(lead)}</p>`]),
    ...body,
    `<p style="margin-top:24px;padding-top:8px;border-top:1px solid #ddd;color:#666;font-size:13px">${escapeHtml(footer)}</p>`,
    '</body></html>\n',
  ].join('\n');
}

function partHtml(part: LetterPart): string {
  switch (part.kind) {
    case 'text':
      return `<p>${lines(part.text).map(escapeHtml).join('<br>')}</p>`;
    case 'quote':
      return `<blockquote style="margin:12px 0;padding:4px 12px;border-left:3px solid #bbb">${lines(part.text).map(escapeHtml).join('<br>')}</blockquote>`;
    case 'facts':
      return `<table style="border-collapse:collapse;margin:12px 0">${part.rows.map(factHtml).join('')}</table>`;
    case 'link':
      return `<p><a href="${escapeHtml(part.url)}">${escapeHtml(part.label)}</a><br><span style="color:#666;font-size:13px">${escapeHtml(part.url)}</span></p>`;
    default:
      return unreachable(part);
  }
}

function factHtml({ label, value }: { readonly label: string; readonly value: string }): string {
  const cell = 'padding:2px 16px 2px 0;vertical-align:top;text-align:left';
  return `<tr><th style="${cell};color:#666;font-weight:normal">${escapeHtml(label)}</th><td style="${cell}">${escapeHtml(value)}</td></tr>`;
}

function lines(text: string): readonly string[] {
  return text.split(/\r\n?|\n/);
}

/** Nothing that a header, or a line that is read as one, could take for its end. */
function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
}
