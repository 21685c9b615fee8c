// What an imported file says beside the meeting itself (its source, inferences, doubtful spellings) as lines for the
// secretariat's notes. Works on the raw file, so that keys nobody foresaw are kept too.

const MAX_REMARKS = 500;
const MAX_CHARACTERS = 1_000;
const MAX_DEPTH = 8;

/** Sections of a file that have a place of their own in the meeting. */
const PLACED: ReadonlySet<string> = new Set([
  'schema',
  'guests',
  'otherPeople',
  'agenda',
  'ceremonies',
  'workReport',
  'conclusions',
]);

const LABELS: ReadonlyMap<string, string> = new Map([
  ['about', '说明'],
  ['source', '来源'],
  ['meeting', '会议'],
  ['attendanceCategories', '参会类别'],
  ['publication', '发布'],
  ['inferences', '推断'],
  ['sourceIssues', '原文疑问'],
  ['name', '名称'],
  ['formalNameSuggestion', '建议全称'],
  ['organisation', '单位'],
  ['body', '机构'],
  ['session', '届次'],
  ['joint', '合并举行'],
  ['date', '日期'],
  ['dateText', '原文日期'],
  ['weekday', '星期'],
  ['start', '开始'],
  ['startText', '原文开始'],
  ['end', '结束'],
  ['endText', '原文结束'],
  ['durationMinutes', '分钟'],
  ['timezone', '时区'],
  ['venue', '地点'],
  ['venueProvider', '场地提供'],
  ['organiser', '主办'],
  ['chair', '主持人'],
  ['moderator', '主持'],
  ['guestIntroducer', '嘉宾介绍人'],
  ['recorder', '记录人'],
  ['signer', '签发人'],
  ['counts', '人数'],
  ['votes', '表决'],
  ['resolutions', '决议'],
  ['format', '形式'],
  ['language', '语言'],
]);

/** A line a fact, in the order of the file; nulls and empty values say nothing. */
export function remarksOf(file: unknown): readonly string[] {
  const lines = entriesOf(file)
    .filter(([key]) => !PLACED.has(key))
    .flatMap(([key, value]) => linesOf(labelOf(key), value));
  return lines.slice(0, MAX_REMARKS).map((line) => line.slice(0, MAX_CHARACTERS));
}

/** A section that is a list or an object gives a line for each entry. */
function linesOf(label: string, value: unknown): readonly string[] {
  const parts: readonly (readonly [string, unknown])[] = Array.isArray(value)
    ? value.map((entry: unknown) => [label, entry])
    : typeof value === 'object' && value !== null
      ? entriesOf(value).map(([key, entry]) => [`${label}·${labelOf(key)}`, entry])
      : [[label, value]];
  return parts.flatMap(([name, entry]) => {
    const text = describe(entry, 0);
    return text === '' ? [] : [`${name}：${text}`];
  });
}

function labelOf(key: string): string {
  return LABELS.get(key) ?? key;
}

function describe(value: unknown, depth: number): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return '';
  if (Array.isArray(value))
    return joined(
      value.map((entry) => describe(entry, depth + 1)),
      '、',
    );
  return joined(
    entriesOf(value).map(([key, inner]) => {
      const text = describe(inner, depth + 1);
      return text === '' ? '' : `${labelOf(key)} ${text}`;
    }),
    '；',
  );
}

function joined(parts: readonly string[], separator: string): string {
  return parts.filter((part) => part !== '').join(separator);
}

function entriesOf(value: unknown): readonly [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
