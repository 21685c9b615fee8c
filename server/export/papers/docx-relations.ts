// What a Word file's text points to: pictures that lie in the file, and addresses outside. Each gets its number in the order in
// which the text names it, so that the same paper makes the same bytes.
import type { ZipPart } from '../zip-writer.ts';
import { element, type Xml } from '../xml.ts';

export interface PaperPicture {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** By file id. */
export type PaperPictures = ReadonlyMap<string, PaperPicture>;

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
/** Pictures that every Word opens; others stand as their caption. */
const ENDINGS: ReadonlyMap<string, string> = new Map([
  ['image/png', 'png'],
  ['image/jpeg', 'jpeg'],
  ['image/gif', 'gif'],
]);

export interface Relations {
  /** Null for what Word does not open, and for a picture nobody has. */
  readonly pictureOf: (fileId: string) => { readonly relation: string; readonly picture: PaperPicture } | null;
  /** Null for an address that is neither http, https nor mailto. */
  readonly linkTo: (address: string) => string | null;
  /** How many drawings there are so far: each needs a number of its own. */
  readonly nextDrawing: () => number;
  readonly files: () => readonly ZipPart[];
  readonly entries: () => readonly Xml[];
}

export function relationsOf(pictures: PaperPictures): Relations {
  const entries: Xml[] = [];
  const files: ZipPart[] = [];
  const known = new Map<string, string>();
  let drawings = 0;
  const related = (key: string, make: (id: string) => Xml): string => {
    const id = known.get(key) ?? `rId${100 + known.size}`;
    if (!known.has(key)) entries.push(make(id));
    known.set(key, id);
    return id;
  };
  return {
    pictureOf: (fileId) => {
      const picture = pictures.get(fileId);
      const ending = picture ? ENDINGS.get(picture.mediaType) : undefined;
      if (!picture || ending === undefined || picture.width < 1 || picture.height < 1) return null;
      const relation = related(`picture ${fileId}`, (id) => {
        const name = `media/picture${files.length + 1}.${ending}`;
        files.push({ name: `word/${name}`, bytes: Buffer.from(picture.bytes) });
        return relationship({ id, type: `${OFFICE}/image`, target: name });
      });
      return { relation, picture };
    },
    linkTo: (address) =>
      isSafe(address)
        ? related(`link ${address}`, (id) =>
            relationship({ id, type: `${OFFICE}/hyperlink`, target: new URL(address).href, isOutside: true }),
          )
        : null,
    nextDrawing: () => (drawings += 1),
    files: () => files,
    entries: () => entries,
  };
}

export function relationship(to: {
  readonly id: string;
  readonly type: string;
  readonly target: string;
  readonly isOutside?: boolean;
}): Xml {
  return element('Relationship', {
    Id: to.id,
    Type: to.type.startsWith('http') ? to.type : `${OFFICE}/${to.type}`,
    Target: to.target,
    TargetMode: to.isOutside ? 'External' : undefined,
  });
}

export function relationships(entries: readonly Xml[]): Xml {
  return element('Relationships', { xmlns: PACKAGE }, entries);
}

function isSafe(address: string): boolean {
  return URL.canParse(address) && ['http:', 'https:', 'mailto:'].includes(new URL(address).protocol);
}
