// What folders and files in a bundle are called, so that every system can unpack it: no name is reserved anywhere, two of one folder
// differ in more than their case, and a path stays short.
import { displayName, shortened } from '../domain/file-name.ts';
import type { LocalDate } from '../lib/time.ts';
import { withoutTail } from '../lib/tail.ts';

/** Windows takes 260 in a whole path; the reader's own folders come before. */
const MAX_STEM_UNITS = 60;
/** What is left of a name: of dots and blanks alone nothing is. */
const WORD = /[^\p{P}\p{Z}\p{C}]/u;
/** Of a folder in a meeting's folder. */
const MAX_INNER_UNITS = 30;

/** The names of one folder; each is given once. */
export class TakenNames {
  readonly #taken = new Set<string>();
  readonly #folders = new Map<string, string>();

  /** `claimed` as a name of a file; `ending` with its dot. */
  file(claimed: string, ending: string): string {
    return this.#free(harmless(claimed), ending);
  }

  /** The folder of a meeting: its day, which sorts, and its title. */
  folder(day: LocalDate | null, title: string, { undated, untitled }: FolderWords): string {
    return this.#free(harmless(`${day ?? undated} ${WORD.test(title) ? title : untitled}`), '');
  }

  /** A folder below that of a meeting, the same one for the same `of`. */
  within(title: string, of: string): string {
    const known = this.#folders.get(of);
    if (known !== undefined) return known;
    const name = this.#free(harmless(title), '', MAX_INNER_UNITS);
    this.#folders.set(of, name);
    return name;
  }

  /** A file as its uploader called it. */
  attached(name: string): string {
    const [, stem = name, ending = ''] = /^(.+?)(\.[0-9A-Za-z]{1,12})?$/su.exec(displayName(name, '')) ?? [];
    return this.#free(harmless(stem), ending);
  }

  #free(stem: string, ending: string, mostUnits = MAX_STEM_UNITS): string {
    for (let count = 1; ; count += 1) {
      const mark = count === 1 ? '' : ` (${count})`;
      const name = `${withoutTail(shortened(stem, mostUnits - mark.length), '. ')}${mark}${ending}`;
      const key = name.normalize('NFKC').toLowerCase();
      if (this.#taken.has(key)) continue;
      this.#taken.add(key);
      return name;
    }
  }
}

interface FolderWords {
  readonly undated: string;
  readonly untitled: string;
}

/** Separators become spaces: of a title all words count, not only those behind the last stroke. */
function harmless(claimed: string): string {
  return displayName(claimed.replace(/[\\/\u2215\u2044\uff0f\uff3c%]/gu, ' '), '');
}
