// From a format's name to a file: the one list of what a meeting can be exported as.
import type { FileAnswer } from '../../shared/api/route.schema.ts';
import { isShown } from '../../shared/domain/file.ts';
import type { MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import { formalDocument, type FormalDocument } from './blocks.ts';
import { htmlFile } from './html.ts';
import { jsonFile } from './json.ts';
import { markdownFile } from './markdown.ts';

interface Format {
  readonly mediaType: string;
  readonly carriesPictures: boolean;
  print(snapshot: MeetingSnapshot, document: () => FormalDocument): string;
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
]);

const MAX_NAME_CHARS = 80;

/** Prints snapshots, telling times in `timeZone` (IANA name). */
export function printerIn(timeZone: string) {
  return {
    /** Null for a format that is not in the list. */
    print(
      snapshot: MeetingSnapshot,
      format: string,
      locale: Locale,
      pictures: Pictures = new Map(),
    ): FileAnswer | null {
      const known = FORMATS.get(format);
      if (!known) return null;
      const imageUrl = known.carriesPictures ? carried(snapshot, pictures) : named(snapshot);
      const content = known.print(snapshot, () => formalDocument(snapshot, { locale, timeZone }, imageUrl));
      return { mediaType: known.mediaType, fileName: `${fileNameOf(snapshot)}.${format}`, content };
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
