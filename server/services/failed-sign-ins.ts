// What the audit log says of failed sign-ins: gathered by the minute, so that no flood of guesses fills the disk, and
// written behind the answer, so that neither its time nor a full disk tells a stranger anything.
//
// 1. The first of a minute for an account and an address is an entry at once; what follows is one more, with its count.
// 2. At most `MAX_KINDS` of those a minute; what is beyond them is one entry of nobody from nowhere.
// 3. The account stands there by its id; a name that belongs to none, which may be a password, never does.
import { NOBODY } from '../../shared/domain/audit.ts';
import type { UserId } from '../../shared/domain/ids.ts';
import { MINUTE_MS } from '../../shared/lib/time.ts';
import type { AuditEntry, Clock } from '../ports.ts';
import type { AuditService } from './audit.ts';

const MAX_KINDS = 60;

interface Kind {
  readonly account: UserId | null;
  readonly address: string | null;
  /** Not written yet. */
  count: number;
}

export interface FailedSignInsOptions {
  readonly audit: Pick<AuditService, 'note'>;
  readonly clock: Clock;
}

export class FailedSignIns {
  readonly #options: FailedSignInsOptions;
  readonly #kinds = new Map<string, Kind>();
  #others: Kind = { account: null, address: null, count: 0 };
  #cancel: (() => void) | null = null;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(options: FailedSignInsOptions) {
    this.#options = options;
  }

  /** `account`: null when nobody has the name that was typed. */
  add(account: UserId | null, address: string): void {
    const key = `${account ?? ''} ${address}`;
    const known = this.#kinds.get(key);
    if (known) known.count += 1;
    else if (this.#kinds.size >= MAX_KINDS) this.#others.count += 1;
    else {
      this.#kinds.set(key, { account, address, count: 0 });
      this.#write({ account, address, count: 1 });
    }
    this.#cancel ??= this.#options.clock.after(MINUTE_MS, () => this.#flush());
  }

  /** Writes what was gathered. */
  async close(): Promise<void> {
    this.#cancel?.();
    this.#flush();
    await this.#writing;
  }

  #flush(): void {
    this.#cancel = null;
    for (const kind of [...this.#kinds.values(), this.#others]) if (kind.count > 0) this.#write(kind);
    this.#kinds.clear();
    this.#others = { ...this.#others, count: 0 };
  }

  #write({ account, address, count }: Kind): void {
    const entry: AuditEntry = {
      ...{ at: this.#options.clock.now(), actor: NOBODY, via: 'none', action: 'sign-in.failed', address, count },
      targets: account === null ? [] : [{ kind: 'account', id: account }],
    };
    this.#writing = Promise.allSettled([this.#writing, this.#options.audit.note(entry)]);
  }
}
