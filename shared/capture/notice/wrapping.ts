// What stands around a notice and says nothing of the meeting: headers of mails, marks of quoting, pictures that open a
// line in a chat. It is blanked, never removed, so that places in what is left are places in the text as it came.

export interface Unwrapped {
  /** As long as the lines that came. */
  readonly lines: readonly string[];
  /** The line that was the subject of the first mail. */
  readonly subject: number | null;
  /** Numbers of lines that are headers of a mail. */
  readonly headers: readonly number[];
}

const FIELD =
  /^[\s>]*(?:发件人|寄件人|收件人|抄送|密送|发送时间|发送日期|发件时间|日期|时间|主题|附件|from|to|cc|bcc|sent|date|subject)\s*[:：]/iu;
const SENDER = /^[\s>]*(?:发件人|寄件人|from)\s*[:：]/iu;
const SUBJECT = /^[\s>]*(?:主题|subject)\s*[:：]\s*(?:(?:转发|回复|答复|fwd?|re)\s*[:：]\s*)*/iu;
const ORNAMENT = '(?:[\\s>]|\\p{Extended_Pictographic}|[\\uFE0F\\u200D\\u{1F3FB}-\\u{1F3FF}])+';
const BEFORE = new RegExp(`^${ORNAMENT}`, 'u');
const AFTER = new RegExp(`${ORNAMENT}$`, 'u');
/** 1⃣ or 1️⃣: a digit in a key. */
const KEYCAP = /^(\s*)(\d)\uFE0F?\u20E3/u;

/** The lines of `lines` without their wrapping; the first mail's subject is a line like any other. */
export function unwrapped(lines: readonly string[]): Unwrapped {
  const headers = headersIn(lines);
  const subject = [...headers].find((number) => SUBJECT.test(lines[number] ?? ''));
  return {
    lines: lines.map((line, number) => {
      if (number === subject) return line.replace(SUBJECT, blank);
      return headers.has(number) ? blank(line) : plain(line);
    }),
    subject: subject ?? null,
    headers: [...headers].filter((number) => number !== subject),
  };
}

/** A sender's line and the fields that follow it without a gap. */
function headersIn(lines: readonly string[]): ReadonlySet<number> {
  const headers = new Set<number>();
  for (const number of lines.keys()) {
    const line = lines[number] ?? '';
    const isNext = headers.has(number - 1) && FIELD.test(line);
    const isFirst = SENDER.test(line) && FIELD.test(lines[number + 1] ?? '');
    if (isNext || isFirst) headers.add(number);
  }
  return headers;
}

function plain(line: string): string {
  return line
    .replace(BEFORE, blank)
    .replace(AFTER, blank)
    .replace(KEYCAP, (whole, space: string, digit: string) => `${space}${digit}.`.padEnd(whole.length));
}

function blank(text: string): string {
  return text.replace(/[^\t\u3000]/g, ' ');
}
