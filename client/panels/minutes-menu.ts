// What the menus of the minutes offer, as soon as it is here: the forms of the text, people, phrases, the capture of a line.
import type { InsertEditor, InsertEntry, InsertSource } from '../editor/insert-menu.svelte.ts';
import type { TriggerKind } from '../editor/insert-trigger.ts';
import type { WallTime } from '../editor/node-views.ts';
import { addCeremonyItem } from './ceremony-item.ts';
import type { EditorKit, WritingTools } from './late-parts.ts';
import type { PassageActions } from './minutes-entries.ts';
import type { WritingContext } from './writing-tools.ts';

interface MenuParts {
  readonly actions: PassageActions;
  readonly wallTime: WallTime;
  /** Null until there is an editor. */
  readonly commands: () => EditorKit['commands'] | null;
  /** Null until they came. */
  readonly tools: () => Pick<
    WritingTools,
    'insertEntries' | 'mentionEntries' | 'phraseEntries' | 'captureCommand' | 'phrases'
  > | null;
  /** Whether one may change the phrases of that body. */
  readonly mayKeepPhrases: (bodyId: string | null) => boolean;
}

export class MinutesMenu implements InsertSource {
  readonly #context: WritingContext;
  readonly #parts: MenuParts;

  constructor(context: WritingContext, parts: MenuParts) {
    this.#context = context;
    this.#parts = parts;
  }

  entries(kind: TriggerKind): readonly InsertEntry[] {
    const { actions, wallTime } = this.#parts;
    const { words, meeting } = this.#context;
    const tools = this.#parts.tools();
    if (kind === 'mention') return tools?.mentionEntries(this.#context) ?? [];
    const openCeremony = (editor: InsertEditor, kind: 'signing' | 'appointment'): void => this.#ceremony(editor, kind);
    const commands = this.#parts.commands();
    if (commands === null || tools === null) return [];
    const { phrases } = tools;
    const say = words.minutes.insert;
    const own = tools.insertEntries(say, meeting, { ...actions, openCeremony }, { wallTime, commands });
    const manage = this.#parts.mayKeepPhrases(phrases.bodyId) ? () => phrases.manage() : null;
    return [...own, ...tools.phraseEntries(this.#context, { own: phrases.list, manage })];
  }

  command(editor: InsertEditor, line: string): boolean {
    return this.#parts.tools()?.captureCommand(this.#context, editor, line) ?? false;
  }

  /** The fields of this item when it is such a ceremony, else of a new one behind it. */
  #ceremony(editor: InsertEditor, kind: 'signing' | 'appointment'): void {
    const { meeting, view, words } = this.#context;
    const here = meeting.items.find(({ id }) => id === editor.itemId);
    const isOne = here?.kind === kind;
    const itemId = isOne ? here.id : addCeremonyItem(meeting, editor.itemId, kind, words.common.itemKind[kind]);
    view.openAgenda({ kind: 'item', itemId });
  }
}
