// From a format's name to a file: the one list of what a meeting can be exported as.
import type { FileAnswer } from '../../shared/api/route.schema.ts';
import { isShown } from '../../shared/domain/file.ts';
import type { MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import { meetingCalendar } from '../../shared/domain/calendar-file.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { fileNameOf } from './file-name.ts';
import { formalDocument, type FormalDocument } from './blocks.ts';
import { htmlFile } from './html.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type { Clock } from '../ports.ts';
import { jsonFile } from './json.ts';
import { markdownFile } from './markdown.ts';

/** Where people reach the server, and when it is printed. */
interface PrintedFrom {
  readonly site: string;
  readonly changedAt: EpochMs;
}

interface Format {
  readonly mediaType: string;
  readonly carriesPictures: boolean;
  /** Null when the meeting has not what it takes. */
  print(snapshot: MeetingSnapshot, document: () => FormalDocument, around: PrintedFrom): string | null;
}

/** By file id. */
type Pictures = ReadonlyMap<string, Uint8Array>;

const FORMATS: ReadonlyMap<string, Format> = new Map([
  ['json', { mediaType: 'application/json', carriesPictures: false, print: (snapshot) => jsonFile(snapshot) }],
  [
    'md',
    {
      mediaType: 'text/markdown',
      carriesPictures: false,
      print: (_snapshot, document) => markdownFile(document()),
    },
  ],
  ['html', { mediaType: 'text/html', carriesPictures: true, print: (_snapshot, document) => htmlFile(document()) }],
  [
    'ics',
    {
      mediaType: 'text/calendar',
      carriesPictures: false,
      print: (snapshot, _document, around) => meetingCalendar(snapshot, around),
    },
  ],
]);

interface PrinterOptions {
  readonly site: { readonly publicUrl: string };
  readonly clock: Pick<Clock, 'now'>;
}

/** Prints snapshots, telling times in `timeZone` (IANA name). */
export function printerIn(timeZone: string, { site, clock }: PrinterOptions) {
  return {
    /** Null for a format that is not in the list; a calendar also of a meeting without a time. */
    print(
      snapshot: MeetingSnapshot,
      format: string,
      locale: Locale,
      pictures: Pictures = new Map(),
    ): FileAnswer | null {
      const known = FORMATS.get(format);
      if (!known) return null;
      const imageUrl = known.carriesPictures ? carried(snapshot, pictures) : named(snapshot);
      const content = known.print(snapshot, () => formalDocument(snapshot, { locale, timeZone }, imageUrl), {
        site: site.publicUrl,
        changedAt: clock.now(),
      });
      if (content === null) return null;
      return {
        mediaType: known.mediaType,
        fileName: `${fileNameOf(snapshot.facts.title, snapshot.meetingId)}.${format}`,
        content,
      };
    },
    carriesPictures: (format: string): boolean => FORMATS.get(format)?.carriesPictures ?? false,
  };
}

type ImageUrl = FormalDocument['imageUrl'];

/** The bytes themselves, so that the document needs nothing else. */
function carried({ files = [] }: MeetingSnapshot, pictures: Pictures): ImageUrl {
  return (fileId) => {
    const file = files.find((one) => one.id === fileId && isShown(one));
    const bytes = pictures.get(fileId);
    return file && bytes ? `data:${file.mediaType};base64,${Buffer.from(bytes).toString('base64')}` : null;
  };
}

/** A name beside the document, where whoever needs the picture can put it. */
function named({ files = [] }: MeetingSnapshot): ImageUrl {
  return (fileId) => files.find((one) => one.id === fileId && isShown(one))?.name ?? null;
}
