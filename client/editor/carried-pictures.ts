// What a clipboard or a drag brings besides words: pictures as files, pictures inside its HTML, pictures that are only
// named there. Programs offer one thing in several forms; which form was meant is decided here.
import { cleanHtml } from './pasted-html.ts';

/** Pictures that one paste may hold inside its HTML. */
const MAX_INLINE = 20;
const INLINE =
  /<img\b[^<>]{0,2000}?\ssrc\s*=\s*["']?data:image\/(png|jpeg|gif|webp|bmp);base64,([A-Za-z0-9+/=\s]+)[^<>]{0,2000}>/gi;
/** What stands for a picture but is not one: the address of another page, of a file of somebody's disk. */
const NAMED = /<img\b[^<>]{0,2000}?\ssrc\s*=\s*["']?(?!data:|["'])[^\s>]/i;
const INLINE_DATA = /data:image\/[\w.+-]+;base64,[A-Za-z0-9+/=]*/gi;

export interface Carried {
  readonly pictures: readonly File[];
  /** Files that are no pictures. */
  readonly others: readonly File[];
  /** Whether its words are what was meant, with or without pictures beside them. */
  readonly hasWords: boolean;
  /** It names pictures that it does not bring. */
  readonly leavesBehind: boolean;
}

/**
 * Word and Excel put a picture of the words beside the words: then the words are meant. A screenshot, or a picture
 * copied in a browser or in Word, comes as a file and perhaps as an `<img>` without words: then the picture is.
 */
export function carriedBy(data: Pick<DataTransfer, 'files' | 'getData'>): Carried {
  const files = [...data.files];
  const html = data.getData('text/html');
  const text = data.getData('text/plain').trim();
  const hasWords = html === '' ? text !== '' && !files.some(({ name }) => name === text) : wordsOf(html) !== '';
  if (hasWords)
    return { pictures: inlinePictures(html), others: [], hasWords, leavesBehind: NAMED.test(withoutInline(html)) };
  const pictures = files.filter(isPicture);
  const others = files.filter((file) => !isPicture(file));
  if (files.length > 0) return { pictures, others, hasWords, leavesBehind: false };
  return { pictures: inlinePictures(html), others, hasWords, leavesBehind: NAMED.test(withoutInline(html)) };
}

export function isPicture({ type }: Blob): boolean {
  return type.startsWith('image/');
}

/** `html` without the bytes of its pictures, which are long. */
export function withoutInline(html: string): string {
  return html.replace(INLINE_DATA, 'data:');
}

function inlinePictures(html: string): readonly File[] {
  return [...html.matchAll(INLINE)].slice(0, MAX_INLINE).flatMap(([, kind = '', encoded = '']) => {
    const bytes = decoded(encoded);
    return bytes === null
      ? []
      : [new File([bytes], `image.${kind.toLowerCase()}`, { type: `image/${kind.toLowerCase()}` })];
  });
}

function decoded(encoded: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(encoded.replace(/\s+/g, '')), (char) => char.charCodeAt(0));
  } catch {
    // Cut off or never one: no picture.
    return null;
  }
}

function wordsOf(html: string): string {
  const words = cleanHtml(withoutInline(html).slice(0, 2_000_000)).replace(/<[^>]*>|&nbsp;|\u200b/g, ' ');
  return words.trim();
}
