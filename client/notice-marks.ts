// A line of a notice cut where facts begin and end, so that the page can mark what was understood in the text itself.
import type { Notice, Span } from '../shared/capture/notice/notice.ts';

export interface Segment {
  readonly text: string;
  readonly isUnderstood: boolean;
}

/** Each line in pieces; a line without facts is one piece. */
export function segmentsOf(notice: Notice): readonly (readonly Segment[])[] {
  const { title, organisation, date, start, end, signIn, venue, chair, contact, phone, replyBy } = notice;
  const { groups, people, items } = notice;
  const single = [title, organisation, date, start, end, signIn, venue, chair, contact, phone, replyBy];
  const spans: readonly Span[] = [
    ...single.filter((fact) => fact !== null),
    ...[...groups, ...people, ...items],
    ...items.flatMap(({ value }) => value.parts),
  ];
  return notice.lines.map((text, line) =>
    cut(
      text,
      spans.filter((span) => span.line === line),
    ),
  );
}

function cut(text: string, spans: readonly Span[]): readonly Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from || b.to - a.to)) {
    if (to <= at) continue;
    if (from > at) segments.push({ text: text.slice(at, from), isUnderstood: false });
    segments.push({ text: text.slice(Math.max(at, from), to), isUnderstood: true });
    at = to;
  }
  return at < text.length || segments.length === 0
    ? [...segments, { text: text.slice(at), isUnderstood: false }]
    : segments;
}
