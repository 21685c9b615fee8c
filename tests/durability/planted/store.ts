// Stands in for server/store/store.ts: the real store behind a ledger that has one of the defects, or none.
import type { Ledger } from '../../../server/ports.ts';
import type { Store } from '../../../server/register-ports.ts';
import { openStore as openReal, type StoreOptions } from '../../../server/store/store.ts';
import { plantedDefect, type Defect } from './defect.ts';
import * as ledgers from './ledgers.ts';

export async function openStore(options: StoreOptions): Promise<Store> {
  const store = await openReal(options);
  const defect = plantedDefect();
  return defect === null ? store : { ...store, ledger: ledgerWith(defect, store.ledger, options) };
}

function ledgerWith(defect: Defect, ledger: Ledger, { dataDir }: StoreOptions): Ledger {
  switch (defect) {
    case 'acknowledged-before-commit':
      return ledgers.acknowledgedBeforeCommit(ledger);
    case 'shown-only':
      return ledgers.shownOnly(ledger);
    case 'unload-race':
      return ledgers.unloadRace(ledger);
    case 'flag-cleared-late':
      return ledgers.flagClearedLate(ledger);
    case 'seeded-twice':
      return ledgers.seededTwice(ledger);
    case 'full-disk-swallowed':
      return ledgers.fullDiskSwallowed(ledger);
    case 'checksums-skipped':
      return ledgers.checksumsSkipped(ledger, dataDir);
    case 'retry-counted':
      return ledgers.retryCounted(ledger);
    case 'synchronous-normal':
    case 'equal-by-state-vector':
      // Planted elsewhere: in the writing thread and in the digest.
      return ledger;
  }
}
