// A meeting that is held in a house with a real mail server, and the mails that leave it, as a reader's program shows them.
import { onTestFinished, vi } from 'vitest';
import type { SMTPServerOptions } from 'smtp-server';
import { addPerson } from '../../shared/doc/desk-people.ts';
import { addTask } from '../../shared/doc/desk-tasks.ts';
import type { PersonKey, TaskId } from '../../shared/domain/ids.ts';
import type { DeskTask } from '../../shared/domain/task.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { LocalDate } from '../../shared/lib/time.ts';
import { openHall, type Hall } from './hall-office.ts';
import { settled } from './hand-clock.ts';
import { must, userWith } from './office.ts';
import { decodedHeader, headerOf, partOf, startMailServer, type ReceivedMail } from './mail-server.ts';

export interface ReadMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly calendar: string;
  readonly messageId: string;
}

export interface MailedHall extends Hall {
  /** Lets the post office work until `count` mails have come in all; all of them, in their order. */
  mails(count: number): Promise<readonly ReadMail[]>;
  /** Lets the post office work until nothing waits, or for so many turns. */
  post(rounds?: number): Promise<readonly ReadMail[]>;
}

export function deskTask(id: string, more: Partial<DeskTask> = {}): DeskTask {
  return {
    ...{ id: brand<TaskId>(id), what: '寄出聘书', owners: [{ key: 'zhao', name: '赵军', lead: true }], supporters: [] },
    ...{ due: brand<LocalDate>('2021-06-30'), dueText: null, itemId: null, state: 'draft', order: 'a0', ...more },
  };
}

/** `settings`: of the environment, besides the mail server. */
export async function openMailedHall(
  settings: Readonly<Record<string, string>> = {},
  server: SMTPServerOptions = {},
): Promise<MailedHall> {
  const { port, mails } = await startMailServer({ disabledCommands: ['STARTTLS'], ...server });
  const hall = await openHall({
    ...{ SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: '秘书处 <office@example.org>', QUIET_HOURS: 'none' },
    ...settings,
  });
  hall.office.services.postOffice.start();
  onTestFinished(() => hall.office.services.postOffice.close());
  const open = async () => must(await hall.office.services.notices.list(ADMINISTRATOR, {})).open;
  const sending = async (): Promise<number> => (await open()).sending;
  // What is under way is waited for: the clock would cut it off.
  const round = async (): Promise<void> => {
    hall.office.clock.advance(3_000);
    await settled();
    await sending();
    await settled();
    await vi.waitUntil(async () => (await sending()) === 0, { timeout: 15_000, interval: 5 });
  };
  return {
    ...hall,
    async post(rounds = 60) {
      for (let turn = 0; turn < rounds; turn += 1) {
        await round();
        const { waiting, sending: leaving } = await open();
        if (waiting + leaving === 0) break;
      }
      return mails.map(readMail);
    },
    async mails(count) {
      for (let turn = 0; turn < 100 && mails.length < count; turn += 1) await round();
      return mails.map(readMail);
    },
  };
}

const ADMINISTRATOR = userWith('admin');

export async function withTasks(hall: Hall, ...tasks: readonly DeskTask[]): Promise<void> {
  const zhao = { name: '赵军', org: null, titles: [], role: 'attending', order: 'a0', personId: null } as const;
  await hall.type((desk) => {
    addPerson(desk, { ...zhao, id: brand<PersonKey>('zhao') });
    for (const task of tasks) addTask(desk, task);
  });
}

/** An outsider by address, for `task.assign`. */
export function outsider(key: string, email: string) {
  return { key, kind: 'outsider', email } as const;
}

function readMail({ source, to }: ReceivedMail): ReadMail {
  return {
    to: to.join(', '),
    subject: decodedHeader(headerOf(source, 'Subject') ?? ''),
    messageId: headerOf(source, 'Message-ID') ?? '',
    ...{ text: partOf(source, 'text/plain') ?? '', html: partOf(source, 'text/html') ?? '' },
    calendar: partOf(source, 'text/calendar') ?? '',
  };
}

/** The address of the page that a mail leads to. */
export function tokenIn({ text }: Pick<ReadMail, 'text'>): string {
  return /\/tasks\/([\w-]{20,})/.exec(text)?.[1] ?? '';
}
