// What a text needs of pictures, without knowing how they travel or where they are kept: whoever makes the editor says.
import type { ItemId } from '../../shared/domain/ids.ts';
import type { minutes } from '../../shared/i18n/zh-CN/minutes.ts';
import type { Catalogue } from '../../shared/i18n/locale.ts';
import type { ShownPicture } from '../ui/shown-picture.ts';

/** A file that has arrived. */
export interface SentPicture {
  readonly fileId: string;
  /** What it is called in the text until somebody says it better. */
  readonly alt: string;
  /** Whether a page can show it where it stands. */
  readonly isShown: boolean;
}

export type PictureProgress =
  | { readonly kind: 'under-way'; /** 0 to 1; null = in line. */ readonly part: number | null }
  /** Waiting for the network; goes on by itself. */
  | { readonly kind: 'kept' }
  | { readonly kind: 'refused'; /** In a sentence. */ readonly why: string };

/** A picture on its way. */
export interface PictureUpload {
  readonly name: string;
  /** Reactive. */
  readonly progress: PictureProgress;
  cancel(): void;
  retry(): void;
}

/** What a person is told when a picture did not get into the text. */
export type PictureNote =
  /** Pictures of other pages, which are not taken over. */
  | 'left-behind'
  /** It is there, but only in the item's list: its place is gone, or one may only read by now. */
  | 'only-attached'
  /** It is there, but of a kind that pages cannot show. */
  | 'not-shown'
  /** Files that are no pictures; they go to the item's list. */
  | 'files-attached';

export interface PictureWording {
  readonly alt: string;
  readonly apply: (alt: string) => void;
}

export interface Pictures {
  /** Reactive; null = not, or no longer, a picture of this meeting. */
  find(fileId: string): ShownPicture | null;
  /** Calls `over` once: with what arrived, or with null when it was broken off. */
  send(file: File, itemId: ItemId, over: (sent: SentPicture | null) => void): PictureUpload;
  /** Files that are no pictures. */
  attach(files: readonly File[], itemId: ItemId): void;
  tell(note: PictureNote): void;
  /** Asks a person what a picture is called. */
  ask(wording: PictureWording): void;
  /** Reactive: they follow the language. */
  readonly say: Catalogue<typeof minutes>['picture'];
}
