// What a bundle says of itself: its index, as a page that any browser opens and as rows of a workbook, and its manifest, by which a
// program checks every file. Composed from plain facts; knows neither how a bundle is made nor how anything is printed.
import { bundles as english } from '../i18n/en/bundles.ts';
import { paperKinds as englishKinds } from '../i18n/en/paper-kinds.ts';
import type { Catalogue, Locale } from '../i18n/locale.ts';
import { bundles as chinese } from '../i18n/zh-CN/bundles.ts';
import { paperKinds as chineseKinds } from '../i18n/zh-CN/paper-kinds.ts';

export type BundleWords = Catalogue<typeof chinese>;

export function bundleWords(locale: Locale): BundleWords {
  return locale === 'en' ? english : chinese;
}

/** Something that is not in it. */
export interface IndexedGap {
  readonly title: string | null;
  readonly day: string | null;
  readonly paper: string | null;
  readonly format: string | null;
  readonly name: string | null;
  readonly code: string;
  readonly fact: string | null;
}

export interface IndexedFile {
  /** From the root of the zip. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly digest: string;
}

export interface IndexedMeeting {
  readonly id: string;
  readonly title: string;
  readonly day: string | null;
  readonly folder: string;
  /** Of what was printed. */
  readonly version: number;
  /** The sealed version was printed, not what stands now. */
  readonly isSealed: boolean;
  readonly archive: { readonly id: string; readonly version: number; readonly digest: string } | null;
  readonly files: readonly IndexedFile[];
  readonly gaps: readonly IndexedGap[];
}

export interface IndexedBundle {
  readonly locale: Locale;
  readonly audience: 'internal' | 'public';
  readonly madeBy: string;
  /** ISO 8601, and as people write it. */
  readonly madeAt: string;
  readonly madeAtText: string;
  readonly meetings: readonly IndexedMeeting[];
  readonly leftOut: readonly IndexedGap[];
}

/** What the public's index says of a meeting that is not in it: nothing of a draft leaves the house, its name neither. */
function toldGap(gap: IndexedGap, audience: IndexedBundle['audience']): IndexedGap {
  return gap.code === 'draft' && audience === 'public' ? { ...gap, title: null, day: null } : gap;
}

/** `会议纪要 Word：没能排成页面` */
function gapText(gap: IndexedGap, locale: Locale): string {
  return `${gapName(gap, locale)}${locale === 'en' ? ': ' : '：'}${gapReason(gap, locale)}`;
}

function gapName({ paper, format, name }: IndexedGap, locale: Locale): string {
  const { names, formats } = locale === 'en' ? englishKinds : chineseKinds;
  const kind = paper !== null && isKey(names, paper) ? names[paper] : paper;
  const shown = format !== null && isKey(formats, format) ? formats[format] : format;
  return [kind, name, shown].filter((part) => part !== null && part !== '').join(' ');
}

function gapReason({ code, fact }: Pick<IndexedGap, 'code' | 'fact'>, locale: Locale): string {
  const { missing } = locale === 'en' ? englishKinds : chineseKinds;
  if (code === 'paper-missing' && fact !== null && isKey(missing, fact)) return missing[fact];
  const { reasons } = bundleWords(locale);
  return isKey(reasons, code) ? reasons[code] : reasons.other;
}

/** Whether the meeting has not what the paper takes; everything else is a pity. */
export function isLacking({ code }: Pick<IndexedGap, 'code'>): boolean {
  return code === 'paper-missing';
}

/** A page that needs nothing from outside and runs nothing. */
export function bundlePage(bundle: IndexedBundle): string {
  const { locale, meetings, leftOut, audience, madeBy, madeAtText } = bundle;
  const words = bundleWords(locale).index;
  const files = meetings.reduce((sum, each) => sum + each.files.length, 0);
  const { columns } = words;
  const head = [columns.number, columns.day, columns.meeting, columns.state, columns.files, columns.gaps];
  const rows = meetings.map((meeting, index) => meetingRow(meeting, index + 1, locale));
  const missing = leftOut.map((gap) => {
    const { day, title } = toldGap(gap, audience);
    return `<li>${escaped([day, title ?? words.untitled].filter(Boolean).join(' '))}：${escaped(gapReason(gap, locale))}</li>`;
  });
  return [
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<title>${escaped(words.title)}</title><style>${STYLE}</style></head><body><h1>${escaped(words.title)}</h1>`,
    `<p>${escaped(words.lede(meetings.length, files, madeAtText))} ${escaped(words.by(madeBy))}</p>`,
    `<p><strong>${escaped(words.editions[audience])}</strong></p>`,
    `<table><thead><tr>${head.map((cell) => `<th>${escaped(cell)}</th>`).join('')}</tr></thead>`,
    `<tbody>${rows.join('')}</tbody></table>`,
    ...(missing.length === 0 ? [] : [`<h2>${escaped(words.leftOut)}</h2><ul>${missing.join('')}</ul>`]),
    `<p class="note">${escaped(words.verify)}</p></body></html>`,
  ].join('\n');
}

/** A row a meeting, the first is the head. */
export function bundleSheet({ locale, meetings }: IndexedBundle): {
  readonly name: string;
  readonly widths: readonly number[];
  readonly rows: readonly (readonly (string | number)[])[];
} {
  const words = bundleWords(locale).index;
  const { columns } = words;
  return {
    name: words.sheet,
    widths: [6, 12, 50, 26, 26, 68, 8, 60],
    rows: [
      [
        ...[columns.number, columns.day, columns.meeting, columns.state, columns.archive, columns.digest],
        ...[columns.files, columns.gaps],
      ],
      ...meetings.map((meeting, index) => [
        ...[index + 1, meeting.day ?? words.undated, titleOf(meeting, words), stateText(meeting, words)],
        ...[meeting.archive?.id ?? '', meeting.archive?.digest ?? '', meeting.files.length],
        meeting.gaps.map((gap) => gapText(gap, locale)).join('\n'),
      ]),
    ],
  };
}

/** Plain JSON: every file with its size and sha-256; of archived meetings the number and digest of the seal. */
export function bundleManifest(bundle: IndexedBundle, around: readonly IndexedFile[]): object {
  const { locale, audience, madeBy, madeAt, meetings, leftOut } = bundle;
  const fileOf = ({ path, sizeBytes, digest }: IndexedFile) => ({ path, sizeBytes, sha256: digest });
  return {
    ...{ bundleVersion: 1, edition: audience, language: locale, madeAt, madeBy },
    meetings: meetings.map(({ id, title, day, folder, version, isSealed, archive, files, gaps }) => ({
      ...{ id, title, day, folder, version, state: isSealed ? 'sealed' : 'as-it-stands', archive },
      files: files.map(fileOf),
      missing: gaps.map(({ paper, format, name, code, fact }) => ({ paper, format, name, reason: code, fact })),
    })),
    leftOut: leftOut.map((gap) => {
      const { title, day, code } = toldGap(gap, audience);
      return { title, day, reason: code };
    }),
    files: around.map(fileOf),
  };
}

function meetingRow(meeting: IndexedMeeting, number: number, locale: Locale): string {
  const words = bundleWords(locale).index;
  const { folder, day, files, gaps, archive } = meeting;
  const links = files.map(({ path }) => {
    const name = path.slice(folder.length + 1);
    return `<li><a href="${escaped(path.split('/').map(encodeURIComponent).join('/'))}">${escaped(name)}</a></li>`;
  });
  const lacks = gaps.map((gap) => {
    const kind = isLacking(gap) ? ' class="lacking"' : '';
    return `<li${kind}>${escaped(gapText(gap, locale))}</li>`;
  });
  const proof =
    archive === null ? '' : `<br><small>${escaped(archive.id)}<br><code>${escaped(archive.digest)}</code></small>`;
  const cells = [
    ...[String(number), escaped(day ?? words.undated), escaped(titleOf(meeting, words))],
    ...[`${escaped(stateText(meeting, words))}${proof}`, listOf(links), listOf(lacks)],
  ];
  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function listOf(entries: readonly string[]): string {
  return entries.length === 0 ? '' : `<ul>${entries.join('')}</ul>`;
}

function titleOf({ title }: IndexedMeeting, words: BundleWords['index']): string {
  return title.trim() === '' ? words.untitled : title;
}

function stateText({ isSealed, archive, version }: IndexedMeeting, words: BundleWords['index']): string {
  if (isSealed) return words.asSealed(version);
  return archive === null ? words.asItStands : words.reopened(version);
}

const STYLE =
  'body{max-width:72rem;margin:2rem auto;padding:0 1rem;font:15px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif}' +
  'h1{font-size:1.5rem}table{width:100%;border-collapse:collapse}th,td{padding:.4rem .5rem;border-bottom:1px solid #ccc;' +
  'text-align:left;vertical-align:top}ul{margin:0;padding-left:1.1rem}code{font-size:11px;word-break:break-all}' +
  'th,td:nth-child(-n+2){white-space:nowrap}td:nth-child(4){width:13rem}td:nth-child(5){min-width:16rem}' +
  '.lacking,.note,small{color:#666}';

function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (sign) => `&#${sign.charCodeAt(0)};`);
}

function isKey<T extends object>(table: T, key: string): key is Extract<keyof T, string> {
  return Object.hasOwn(table, key);
}
