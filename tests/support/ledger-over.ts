// A ledger around another one, for tests that change what some of its methods do.
import type { Ledger } from '../../server/ports.ts';

/** `ledger`, with the methods in `replaced` in the place of its own. */
export function ledgerOver(ledger: Ledger, replaced: Partial<Ledger>): Ledger {
  return {
    commit: (entry) => ledger.commit(entry),
    open: (doc) => ledger.open(doc),
    journal: (doc, fromSeq) => ledger.journal(doc, fromSeq),
    journalDigest: (doc, seq) => ledger.journalDigest(doc, seq),
    putSnapshot: (doc, seq, bytes) => ledger.putSnapshot(doc, seq, bytes),
    commandResult: (id) => ledger.commandResult(id),
    close: () => ledger.close(),
    ...replaced,
  };
}
