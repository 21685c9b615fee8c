// What leaves the house, as administrators oversee it: what waits and why, what was given up, having it tried again, and a mail
// to try the settings with.
import type { NoticePage, NoticeQuery, TestMail } from '../../shared/api/notice.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize, OFFICE } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { Letter } from '../../shared/domain/letter.ts';
import { notice as english } from '../../shared/i18n/en/notice.ts';
import { notice as chinese } from '../../shared/i18n/zh-CN/notice.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import type { NoticeFilter, Outbox } from '../outbox-ports.ts';
import type { Clock, Ids } from '../ports.ts';
import { entryBy } from './audit.ts';

export interface NoticeServiceOptions {
  readonly outbox: Outbox;
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: Pick<Ids, 'random'>;
  readonly setup: NoticeSetup;
}

/** How the operator set it up, without what is secret. */
export interface NoticeSetup {
  /** Null: no mail server. */
  readonly mail: {
    readonly host: string;
    readonly port: number;
    readonly security: 'tls' | 'starttls' | 'optional';
    readonly user: string | null;
    readonly from: string;
  } | null;
  readonly hooks: readonly {
    readonly name: string;
    readonly kind: 'wecom' | 'dingtalk' | 'feishu' | 'signed';
    readonly topics: readonly string[] | null;
  }[];
  readonly quiet: { readonly from: string; readonly to: string } | null;
  readonly digestAt: string;
}

const PAGE_SIZE = 100;

export class NoticeService {
  readonly #options: NoticeServiceOptions;

  constructor(options: NoticeServiceOptions) {
    this.#options = options;
  }

  /** Newest first. Refusal: `not-allowed`. */
  async list(user: ActingUser, { state, cursor }: NoticeQuery): Promise<Result<NoticePage, RefusalCode>> {
    const permitted = authorize(user, 'notices.oversee', OFFICE);
    if (!permitted.ok) return permitted;
    const { outbox, setup } = this.#options;
    const states = state === undefined ? (['waiting', 'sending', 'given-up'] as const) : [state];
    const rows = await outbox.list({ states, after: afterOf(cursor), limit: PAGE_SIZE });
    const last = rows.length < PAGE_SIZE ? undefined : rows.at(-1);
    const { waiting, sending, 'given-up': givenUp } = await outbox.open();
    return ok({
      notices: rows.map((row) => ({ ...row })),
      cursor: last === undefined ? null : `${last.dueAt}.${last.id}`,
      open: { waiting, sending, givenUp },
      mail: setup.mail !== null,
      hooks: setup.hooks.map(({ name }) => name),
      setup: {
        ...{
          mail: setup.mail && { ...setup.mail },
          quiet: setup.quiet && { ...setup.quiet },
          digestAt: setup.digestAt,
        },
        hooks: setup.hooks.map((hook) => ({ ...hook, topics: hook.topics && [...hook.topics] })),
      },
    });
  }

  /** Refusal: `not-allowed`. Rejects with `StorageUnavailable`. */
  async sendTest(user: ActingUser, { to, language = 'zh-CN' }: TestMail): Promise<Result<{ id: string }, RefusalCode>> {
    const permitted = authorize(user, 'notices.oversee', OFFICE);
    if (!permitted.ok) return permitted;
    const { outbox, clock, ids } = this.#options;
    const now = clock.now();
    const id = ids.random();
    const words = language === 'en' ? english : chinese;
    const parts = [{ kind: 'text', text: words.testBody(user.displayName) }] as const;
    const letter: Letter = { language, subject: words.test, parts };
    const row = {
      id,
      topic: 'test',
      payload: JSON.stringify(letter),
      dueAt: now,
      channel: 'mail',
      target: to,
    } as const;
    await outbox.hand([row], [entryBy(user, now, 'notice.tested', { kind: 'notice', id })]);
    return ok({ id });
  }

  /** All that were given up. Refusal: `not-allowed`. Rejects with `StorageUnavailable`. */
  async retryAll(user: ActingUser): Promise<Result<{ count: number }, RefusalCode>> {
    const permitted = authorize(user, 'notices.oversee', OFFICE);
    if (!permitted.ok) return permitted;
    const { outbox, clock } = this.#options;
    const now = clock.now();
    return ok({ count: await outbox.retryAll(now, entryBy(user, now, 'notices.retried')) });
  }

  /** Refusals: `not-found` (also one that was sent or is on its way), `not-allowed`. Rejects with `StorageUnavailable`. */
  async retry(user: ActingUser, id: string): Promise<Result<null, RefusalCode>> {
    const permitted = authorize(user, 'notices.oversee', OFFICE);
    if (!permitted.ok) return permitted;
    const { outbox, clock } = this.#options;
    const now = clock.now();
    const entry = entryBy(user, now, 'notice.retried', { kind: 'notice', id });
    return (await outbox.retry(id, now, entry)) ? ok(null) : refused('not-found');
  }
}

function afterOf(cursor: string | undefined): NoticeFilter['after'] {
  if (cursor === undefined) return null;
  const point = cursor.indexOf('.');
  return { dueAt: Number(cursor.slice(0, point)), id: cursor.slice(point + 1) };
}
