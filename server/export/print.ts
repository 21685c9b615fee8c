// From a format's name to a file: the one list of what a meeting can be exported as.
import type { FileAnswer } from '../../shared/api/route.schema.ts';
import type { MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { formalDocument, type FormalDocument } from './blocks.ts';
import { htmlFile } from './html.ts';
import { jsonFile } from './json.ts';
import { markdownFile } from './markdown.ts';

interface Format {
  readonly mediaType: string;
  print(snapshot: MeetingSnapshot, document: () => FormalDocument): string;
}

const FORMATS: ReadonlyMap<string, Format> = new Map([
  ['json', { mediaType: 'application/json', print: (snapshot) => jsonFile(snapshot) }],
  ['md', { mediaType: 'text/markdown', print: (_snapshot, document) => markdownFile(document()) }],
  ['html', { mediaType: 'text/html', print: (_snapshot, document) => htmlFile(document()) }],
]);

const MAX_NAME_CHARS = 80;

/** Prints snapshots, telling times in `timeZone` (IANA name); null for a format that is not in the list. */
export function printerIn(
  timeZone: string,
): (snapshot: MeetingSnapshot, format: string, locale: Locale) => FileAnswer | null {
  return (snapshot, format, locale) => {
    const known = FORMATS.get(format);
    if (!known) return null;
    const content = known.print(snapshot, () => formalDocument(snapshot, { locale, timeZone }));
    return { mediaType: known.mediaType, fileName: `${fileNameOf(snapshot)}.${format}`, content };
  };
}

/** The meeting's title as far as every file system takes it. */
function fileNameOf({ facts, meetingId }: MeetingSnapshot): string {
  const name = facts.title
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\\/:*?"<>|]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return (
    [...name]
      .slice(0, MAX_NAME_CHARS)
      .join('')
      .replace(/^[. ]+|[. ]+$/g, '') || meetingId
  );
}
