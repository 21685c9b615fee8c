// How pictures get from the minutes to the server and back: joins the editor's idea of a picture to the page's uploads and
// the meeting's files. What a person is told or asked is left to the panel.
import type { ItemId } from '../../shared/domain/ids.ts';
import type { EpochMs } from '../../shared/lib/time.ts';
import type {
  PictureNote,
  PictureProgress,
  Pictures,
  PictureUpload,
  PictureWording,
  SentPicture,
} from '../editor/pictures.ts';
import type { Words } from '../i18n.svelte.ts';
import type { MeetingState } from '../state/meeting.svelte.ts';
import type { Upload, Uploads, UploadState } from '../state/uploads.svelte.ts';
import { explainUpload } from '../upload-words.ts';
import { pictureAmong, type ShownPicture } from '../ui/shown-picture.ts';

export interface MinutesPicturesOptions {
  readonly meeting: MeetingState;
  readonly uploads: Uploads;
  readonly words: Words;
  readonly wallTime: (at: EpochMs) => string;
}

/** What browsers call a picture that has no name of its own. */
const NAMELESS = /^(?:image|blob|file|untitled)?\.?(?:png|jpe?g|gif|webp|bmp)?$/i;

export class MinutesPictures implements Pictures {
  readonly #options: MinutesPicturesOptions;
  #note: PictureNote | null = $state(null);
  #wording: PictureWording | null = $state.raw(null);

  constructor(options: MinutesPicturesOptions) {
    this.#options = options;
  }

  /** What a person has not yet been told; null = nothing. */
  get note(): PictureNote | null {
    return this.#note;
  }
  /** What a person is being asked. */
  get wording(): PictureWording | null {
    return this.#wording;
  }
  get say(): Pictures['say'] {
    return this.#options.words.minutes.picture;
  }

  find(fileId: string): ShownPicture | null {
    return pictureAmong(this.#options.meeting.files, fileId);
  }

  send(file: File, itemId: ItemId, over: (sent: SentPicture | null) => void): PictureUpload {
    const named = this.#named(file);
    const upload = this.#options.uploads.send(named, { kind: 'item', id: itemId });
    whenOver(upload, over);
    const explain = (state: UploadState): PictureProgress => this.#progressOf(state);
    return {
      name: named.name,
      get progress() {
        return explain(upload.state);
      },
      cancel: () => upload.cancel(),
      retry: () => upload.retry(),
    };
  }

  attach(files: readonly File[], itemId: ItemId): void {
    for (const file of files) this.#options.uploads.send(file, { kind: 'item', id: itemId });
    this.tell('files-attached');
  }

  tell(note: PictureNote): void {
    this.#note = note;
  }

  ask(wording: PictureWording): void {
    this.#wording = wording;
  }

  /** The person has read the note. */
  wasTold(): void {
    this.#note = null;
  }

  wasAsked(): void {
    this.#wording = null;
  }

  /** A screenshot has no name: it gets one that can be told from the next in the list of files. */
  #named(file: File): File {
    if (!NAMELESS.test(file.name)) return file;
    const { meeting, wallTime } = this.#options;
    const ending = /^image\/(\w+)/.exec(file.type)?.[1] ?? 'png';
    const time = wallTime(meeting.clock.now()).replace(':', '.');
    return new File([file], `${this.say.screenshot} ${time}.${ending}`, { type: file.type });
  }

  #progressOf(state: UploadState): PictureProgress {
    switch (state.kind) {
      case 'sending':
        return { kind: 'under-way', part: state.totalBytes === 0 ? 1 : state.sentBytes / state.totalBytes };
      case 'kept':
        return { kind: 'kept' };
      case 'refused':
        return { kind: 'refused', why: explainUpload(this.#options.words, state) };
      case 'queued':
        return { kind: 'under-way', part: null };
      case 'done':
      case 'cancelled':
        return { kind: 'under-way', part: 1 };
    }
  }
}

/** A refusal is not the end: a person may try again, here or in the list of files. */
function whenOver(upload: Upload, over: (sent: SentPicture | null) => void): void {
  const stop = $effect.root(() => {
    $effect(() => {
      const { state } = upload;
      if (state.kind !== 'done' && state.kind !== 'cancelled') return;
      queueMicrotask(() => {
        stop();
        over(state.kind === 'done' ? sentPicture(state.file) : null);
      });
    });
  });
}

function sentPicture({ id, name, inline }: Extract<UploadState, { kind: 'done' }>['file']): SentPicture {
  return { fileId: id, alt: name.replace(/\.\w{1,5}$/, ''), isShown: inline };
}
