// Reads an iCalendar file strictly (RFC 5545) and says what is wrong with it; for tests of what we write.

export interface ReadEvent {
  /** By name with its parameters, such as `DTSTART;VALUE=DATE`; texts as they were meant. */
  readonly properties: ReadonlyMap<string, string>;
}

export interface ReadCalendar {
  readonly properties: ReadonlyMap<string, string>;
  readonly events: readonly ReadEvent[];
}

const TEXTS = new Set(['UID', 'SUMMARY', 'DESCRIPTION', 'LOCATION', 'NAME', 'X-WR-CALNAME']);
const NEEDED = ['UID', 'DTSTAMP', 'SEQUENCE', 'SUMMARY'];
const UTC = /^\d{8}T([01]\d|2[0-3])[0-5]\d[0-5]\dZ$/;

/** Throws with the first thing that a strict reader would refuse. */
export function readCalendar(file: string): ReadCalendar {
  if (!file.endsWith('\r\n')) throw new Error('the last line has no end');
  if (/[^\r]\n|\r[^\n]/.test(file)) throw new Error('a line ends otherwise than by CRLF');
  const physical = file.slice(0, -2).split('\r\n');
  const long = physical.find((line) => Buffer.byteLength(line) > 75);
  if (long !== undefined) throw new Error(`a line of ${Buffer.byteLength(long)} octets`);
  const lines = file
    .slice(0, -2)
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n');
  if (lines[0] !== 'BEGIN:VCALENDAR' || lines.at(-1) !== 'END:VCALENDAR') throw new Error('no calendar');
  const outer = new Map<string, string>();
  const events: ReadEvent[] = [];
  let inner: Map<string, string> | null = null;
  for (const line of lines.slice(1, -1)) {
    if (line === 'BEGIN:VEVENT') {
      if (inner !== null) throw new Error('an event in an event');
      inner = new Map();
    } else if (line === 'END:VEVENT') {
      if (inner === null) throw new Error('an end without a beginning');
      events.push(checkedEvent(inner));
      inner = null;
    } else addProperty(inner ?? outer, line);
  }
  if (inner !== null) throw new Error('an event without an end');
  if (outer.get('VERSION') !== '2.0' || !outer.has('PRODID')) throw new Error('no version or product');
  const ids = events.map(({ properties }) => properties.get('UID'));
  if (new Set(ids).size < ids.length) throw new Error('one UID twice');
  return { properties: outer, events };
}

function addProperty(properties: Map<string, string>, line: string): void {
  const found = /^([A-Z-]+(?:;[A-Z-]+=[^:;]+)*):([^]*)$/.exec(line);
  const [, name = '', value = ''] = found ?? [];
  if (found === null) throw new Error(`no property: ${line}`);
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) throw new Error(`a control character in ${name}`);
  if (properties.has(name)) throw new Error(`${name} twice`);
  properties.set(name, TEXTS.has(name) ? meantText(name, value) : value);
}

function meantText(name: string, value: string): string {
  if (/(?:^|[^\\])(?:\\\\)*[;,]/.test(value)) throw new Error(`an unescaped sign in ${name}`);
  if (/(?:^|[^\\])(?:\\\\)*\\(?:$|[^\\;,nN])/.test(value)) throw new Error(`an escape that is none in ${name}`);
  return value.replace(/\\([\\;,nN])/g, (_whole, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign));
}

function checkedEvent(properties: ReadonlyMap<string, string>): ReadEvent {
  const missing = NEEDED.find((name) => !properties.has(name));
  if (missing !== undefined) throw new Error(`no ${missing}`);
  if (!/^\d+$/.test(properties.get('SEQUENCE') ?? '')) throw new Error('SEQUENCE is no number');
  for (const name of ['DTSTAMP', 'DTSTART', 'DTEND']) {
    const value = properties.get(name);
    if (value !== undefined && !UTC.test(value)) throw new Error(`${name} is not in UTC: ${value}`);
  }
  for (const [start, end] of [
    ['DTSTART', 'DTEND'],
    ['DTSTART;VALUE=DATE', 'DTEND;VALUE=DATE'],
  ] as const) {
    const [from, to] = [properties.get(start), properties.get(end)];
    if (to !== undefined && (from === undefined || from >= to)) throw new Error('it ends before it begins');
  }
  if (properties.has('DTSTART') === properties.has('DTSTART;VALUE=DATE')) throw new Error('no beginning, or two');
  return { properties };
}
