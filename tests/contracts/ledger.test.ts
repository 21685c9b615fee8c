// Every implementation of the Ledger port, one line each.
import { storeForTest } from '../support/store-fixture.ts';
import { MemoryLedger } from '../support/memory-ledger.ts';
import { ledgerContract } from './ledger-contract.ts';

ledgerContract('in memory', async () => new MemoryLedger());
ledgerContract('SQLite', async () => (await storeForTest()).ledger);
