// Stands in for the thread that writes. With `synchronous-normal` its connection says FULL and does not do it, as the
// driver's own default does.
import Database from 'better-sqlite3';
import { plantedDefect } from './defect.ts';

if (plantedDefect() === 'synchronous-normal') {
  const pragma: (source: string, options?: Database.PragmaOptions) => unknown = Database.prototype.pragma;
  Database.prototype.pragma = function (this: Database.Database, source: string, options?: Database.PragmaOptions) {
    if (source === 'synchronous = FULL') return pragma.call(this, 'synchronous = NORMAL');
    return source === 'synchronous' ? 2 : pragma.call(this, source, options);
  };
}

await import('../../../server/store/ledger-worker.ts');
