// A text that is composed from a meeting and written on by people, in sections: the formal minutes, the article. What every such
// draft is; which sections each has is said with it (minutes-draft.ts, article.ts).
import type { Block } from './minutes.ts';

export interface Drafted<Key extends string> {
  readonly key: Key;
  readonly blocks: readonly Block[];
}
