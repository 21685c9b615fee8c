// Findings of the checks before issue that somebody lets stand, as the record keeps them: why, who, when, and what was seen then.
import type * as Y from 'yjs';
import type { CheckOverride } from '../domain/checks/finding.ts';
import { instantFrom } from '../lib/time.ts';
import { asPlain, asText, own } from './reading.ts';

/** By what each is about; what cannot be understood is left out. */
export function readCheckOverrides(record: Y.Doc): readonly CheckOverride[] {
  return [...record.getMap('checks').entries()].flatMap(([finding, value]) => {
    const plain = asPlain(value);
    if (!plain) return [];
    const at = instantFrom(own(plain, 'at'));
    const [mark, reason] = [asText(own(plain, 'mark')), asText(own(plain, 'reason'))];
    if (at === null || mark === null || reason === null) return [];
    const [by, byName] = [asText(own(plain, 'by')) ?? '', asText(own(plain, 'byName')) ?? ''];
    return [{ finding, mark, reason, at, by, byName }];
  });
}

/** Null takes it back. */
export function writeCheckOverride(
  record: Y.Doc,
  finding: string,
  override: Omit<CheckOverride, 'finding'> | null,
): void {
  record.transact(() => {
    const root = record.getMap<unknown>('checks');
    if (override === null) root.delete(finding);
    else root.set(finding, { ...override });
  });
}
