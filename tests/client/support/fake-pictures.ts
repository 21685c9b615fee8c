// The road of pictures by hand: a test says when a file has arrived, and reads what a person was told and asked.
import type { ItemId } from '../../../shared/domain/ids.ts';
import { minutes } from '../../../shared/i18n/zh-CN/minutes.ts';
import { invariant } from '../../../shared/lib/assert.ts';
import type {
  PictureNote,
  PictureProgress,
  Pictures,
  PictureUpload,
  PictureWording,
  SentPicture,
} from '../../../client/editor/pictures.ts';
import type { ShownPicture } from '../../../client/ui/shown-picture.ts';

export class FakePictures implements Pictures {
  readonly say = minutes.picture;
  readonly known = new Map<string, ShownPicture>();
  readonly sent: { readonly file: File; readonly itemId: ItemId; readonly over: (sent: SentPicture | null) => void }[] =
    [];
  readonly attached: File[] = [];
  readonly notes: PictureNote[] = [];
  wording: PictureWording | null = null;
  progress: PictureProgress = { kind: 'under-way', part: 0.5 };

  find(fileId: string): ShownPicture | null {
    return this.known.get(fileId) ?? null;
  }

  send(file: File, itemId: ItemId, over: (sent: SentPicture | null) => void): PictureUpload {
    this.sent.push({ file, itemId, over });
    return { name: file.name, progress: this.progress, cancel: () => over(null), retry: () => undefined };
  }

  /** The `index`-th file sent is on the server. */
  arrive(index: number, values: Partial<SentPicture> = {}): void {
    const one = this.sent[index];
    invariant(one, 'that many were sent');
    one.over({ fileId: `file${index}`, alt: one.file.name.replace(/\.\w+$/, ''), isShown: true, ...values });
  }

  attach(files: readonly File[]): void {
    this.attached.push(...files);
  }

  tell(note: PictureNote): void {
    this.notes.push(note);
  }

  ask(wording: PictureWording): void {
    this.wording = wording;
  }
}

export function pictureFile(name = '合影.png', type = 'image/png'): File {
  return new File([new Uint8Array([137, 80, 78, 71])], name, { type });
}
