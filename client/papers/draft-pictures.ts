// Pictures of a section: kept with the item that the section is about, or with the meeting.
import { itemOfSection } from '../../shared/domain/minutes-draft.ts';
import { readSections, type DraftKind } from '../../shared/doc/desk-draft.ts';
import type { ItemId } from '../../shared/domain/ids.ts';
import type { Pictures, PictureUpload, PictureWording, SentPicture } from '../editor/pictures.ts';
import type { MeetingState } from '../state/meeting.svelte.ts';

type Home = Pick<Pictures, 'find' | 'send' | 'attach' | 'tell' | 'ask' | 'say'>;

export class DraftPictures implements Pictures {
  readonly #meeting: Pick<MeetingState, 'desk' | 'items'>;
  readonly #kind: DraftKind<string>;
  readonly #home: Home;

  constructor(meeting: Pick<MeetingState, 'desk' | 'items'>, kind: DraftKind<string>, home: Home) {
    this.#meeting = meeting;
    this.#kind = kind;
    this.#home = home;
  }

  get say(): Pictures['say'] {
    return this.#home.say;
  }

  find(fileId: string): ReturnType<Pictures['find']> {
    return this.#home.find(fileId);
  }

  send(file: File, textId: ItemId, over: (sent: SentPicture | null) => void): PictureUpload {
    return this.#home.send(file, this.#itemOf(textId), over);
  }

  attach(files: readonly File[], textId: ItemId): void {
    this.#home.attach(files, this.#itemOf(textId));
  }

  tell(note: Parameters<Pictures['tell']>[0]): void {
    this.#home.tell(note);
  }

  ask(wording: PictureWording): void {
    this.#home.ask(wording);
  }

  /** The opening and the lists belong to the first matter as well as to any: its files are looked for there first. */
  #itemOf(textId: ItemId): ItemId {
    const { desk, items } = this.#meeting;
    const section = readSections(desk, this.#kind).find(({ id }) => String(id) === String(textId));
    return (section ? itemOfSection(section.key) : null) ?? items[0]?.id ?? textId;
  }
}
