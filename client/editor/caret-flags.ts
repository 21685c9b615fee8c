// The elements of other people's carets in one text: a line in the person's colour, with their name, which folds away when
// they rest. Knows no editor.
import type { RemoteCaret } from '../state/presence.svelte.ts';

/** How long a name stays after its caret has moved. */
const FOLD_MS = 2_000;

interface Flag {
  readonly caret: HTMLElement;
  readonly name: HTMLElement;
  /** Where it stood, to know when it moves. */
  at: string;
  folding: ReturnType<typeof setTimeout> | null;
}

/** Closed by whoever made it. */
export class CaretFlags {
  readonly #flags = new Map<number, Flag>();

  /** The element of one page's caret, the same one as long as the page has a caret here. */
  of(remote: RemoteCaret): HTMLElement {
    const flag = this.#flags.get(remote.clientId) ?? this.#make(remote.clientId);
    show(flag, remote);
    return flag.caret;
  }

  /** All that are drawn now: unfolds the names of those that have moved, and forgets who is gone. */
  follow(carets: readonly RemoteCaret[]): void {
    const here = new Set(carets.map(({ clientId }) => clientId));
    for (const clientId of this.#flags.keys()) if (!here.has(clientId)) this.#forget(clientId);
    for (const caret of carets) this.#moved(caret);
  }

  close(): void {
    this.follow([]);
  }

  #moved({ clientId, range }: RemoteCaret): void {
    const flag = this.#flags.get(clientId);
    const at = JSON.stringify(range.head);
    if (!flag || flag.at === at) return;
    flag.at = at;
    if (flag.folding !== null) clearTimeout(flag.folding);
    flag.caret.classList.remove('folded');
    flag.folding = setTimeout(() => {
      flag.folding = null;
      flag.caret.classList.add('folded');
    }, FOLD_MS);
  }

  #forget(clientId: number): void {
    const folding = this.#flags.get(clientId)?.folding ?? null;
    if (folding !== null) clearTimeout(folding);
    this.#flags.delete(clientId);
  }

  #make(clientId: number): Flag {
    const caret = document.createElement('span');
    const name = document.createElement('span');
    caret.className = 'remote-caret';
    name.className = 'remote-name';
    caret.append(name);
    const flag = { caret, name, at: '', folding: null };
    this.#flags.set(clientId, flag);
    return flag;
  }
}

function show({ caret, name }: Flag, { userId, displayName, colour }: RemoteCaret): void {
  caret.dataset['colour'] = String(colour);
  caret.dataset['user'] = userId;
  // Drawn by the style sheet: as text it would be copied, searched and read out with the minutes.
  name.dataset['name'] = displayName;
}
