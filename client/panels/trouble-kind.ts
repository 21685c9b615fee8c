// Which of the few kinds of trouble a failed question is: pages say and offer the same for all of a kind.
import type { Failure } from '../i18n.svelte.ts';

export type TroubleKind = 'unreachable' | 'fault' | 'refused' | 'gone' | 'other';

const KINDS: Readonly<Record<string, TroubleKind>> = {
  unreachable: 'unreachable',
  internal: 'fault',
  'not-allowed': 'refused',
  'rights-changed': 'refused',
  'not-found': 'gone',
};

export function troubleOf({ code }: Failure): TroubleKind {
  return KINDS[code] ?? 'other';
}
