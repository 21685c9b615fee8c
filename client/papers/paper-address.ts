// Where a paper of a meeting is: its place on the page of papers, its file, its pages. Pure.
import type { MeetingId } from '../../shared/domain/ids.ts';
import type { Audience } from '../../shared/domain/snapshot.ts';
import type { Locale } from '../../shared/i18n/locale.ts';
import {
  hasOwnLook,
  isOutward,
  PAPER_KINDS,
  type PaperFormat,
  type PaperKind,
  type PaperLook,
} from '../../shared/papers/kinds.ts';

/** `text`: the draft beside its sources; `pages`: as it is printed; `facts`: what is filled in for it; `checks`: what
 * is to be put right before minutes are issued. */
const PAPER_VIEWS = ['text', 'facts', 'pages', 'checks'] as const;
export type PaperView = (typeof PAPER_VIEWS)[number];

export interface PaperPlace {
  readonly kind: PaperKind;
  readonly view: PaperView;
  readonly audience: Audience;
  /** Of a paper about one thing. */
  readonly subject: string | null;
  /** To whom it is made out. */
  readonly to: string;
  /** Of name cards: firm and post below the name. */
  readonly posts: boolean;
  /** Of a Word file whose body has a template of its own. */
  readonly look: PaperLook;
}

interface PaperReader {
  readonly locale: Locale;
  /** Whether they may read what is internal. */
  readonly mayInside: boolean;
}

export function placeOf(query: URLSearchParams): PaperPlace {
  const kind = PAPER_KINDS.find((each) => each === query.get('paper')) ?? 'minutes';
  const view = PAPER_VIEWS.find((each) => each === query.get('view')) ?? 'text';
  return {
    ...{ kind, view, audience: query.get('edition') === 'internal' ? 'internal' : 'public' },
    ...{ subject: query.get('subject'), to: query.get('to') ?? '', posts: query.get('posts') === 'true' },
    look: query.get('look') === 'standard' ? 'standard' : 'own',
  };
}

export function addressOf(meetingId: MeetingId, place: PaperPlace): string {
  const query = new URLSearchParams({ paper: place.kind });
  if (place.view !== 'text') query.set('view', place.view);
  if (place.audience === 'internal') query.set('edition', 'internal');
  if (place.subject !== null) query.set('subject', place.subject);
  if (place.to !== '') query.set('to', place.to);
  if (place.posts) query.set('posts', 'true');
  if (place.look === 'standard') query.set('look', place.look);
  return `/meetings/${meetingId}/papers?${query.toString()}`;
}

/** Behind the root of the API. */
export function filePath(meetingId: MeetingId, place: PaperPlace, reader: PaperReader, format: PaperFormat): string {
  const query = queryOf(place, reader);
  if (place.look === 'standard' && hasOwnLook(place.kind, format)) query.set('look', place.look);
  return `/meetings/${meetingId}/papers/${place.kind}.${format}?${query.toString()}`;
}

export function pagesPath(meetingId: MeetingId, place: PaperPlace, reader: PaperReader): string {
  const query = queryOf(place, reader);
  query.set('count', '40');
  return `/meetings/${meetingId}/papers/${place.kind}/pages?${query.toString()}`;
}

/** What the server makes a paper of. A paper for the outside holds nothing internal, and is made of all that one may read. */
function queryOf(
  { kind, audience, subject, to, posts }: PaperPlace,
  { locale, mayInside }: PaperReader,
): URLSearchParams {
  const source = isOutward(kind) ? (mayInside ? 'internal' : 'public') : audience;
  const query = new URLSearchParams({ audience: source, locale });
  if (subject !== null) query.set('subject', subject);
  if (to.trim() !== '') query.set('to', to.trim());
  if (kind === 'cards' && posts) query.set('posts', 'true');
  return query;
}
