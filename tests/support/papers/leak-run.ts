// One seeded meeting in a real office, in every format for the public, each searched for everything that is hidden in it.
import type { TestOffice } from '../office.ts';
import { look, meetingIn, must, userWith } from '../office.ts';
import type { Result } from '../../../shared/lib/result.ts';
import { formatsOf, PAPER_KINDS } from '../../../shared/papers/kinds.ts';
import { leaksIn } from './leak-search.ts';
import { secretMeeting } from './secret-meeting.ts';

export const EXPORT_FORMATS = ['json', 'md', 'html', 'ics'] as const;
const secretary = userWith('secretary');

type Thorough = 'quick' | 'pdf' | 'all';

export interface LeakRun {
  readonly leaks: readonly string[];
  /** Formats in which something was printed. */
  readonly printed: ReadonlySet<string>;
}

/** `pdf`: PDFs too; `all`: drawn pages and English ones as well. */
export async function leakRun(office: TestOffice, seed: number, thorough: Thorough): Promise<LeakRun> {
  const meetingId = await meetingIn(office, '公开例会');
  const secret = secretMeeting(seed);
  const write = { value: null, desk: secret.desk, record: secret.record };
  must(await office.rooms.change(meetingId, 1, 'user:secretary', () => ({ ok: true, value: write })));
  const subjects = await look(office, meetingId, ({ desk }) => [
    ...desk.getMap('agenda').keys(),
    ...desk.getMap('decisions').keys(),
  ]);
  const printed = new Set<string>();
  const leaks: string[] = [];
  const search = (name: string, file: Result<{ fileName: string; content: unknown }>): void => {
    if (!file.ok) {
      // That there is something, and what it is about, is no one's business either.
      leaks.push(...leaksIn({ fileName: `${name} refused`, content: JSON.stringify(file.data ?? {}) }, secret.secrets));
      return;
    }
    const { fileName, content } = file.value;
    if (typeof content !== 'string' && !(content instanceof Uint8Array)) throw new Error(`${name} is no file`);
    printed.add(name);
    leaks.push(...leaksIn({ fileName: `${name} ${fileName}`, content }, secret.secrets));
  };
  const asked = { meetingId, audience: 'public' } as const;
  for (const locale of thorough === 'all' ? (['zh-CN', 'en'] as const) : (['zh-CN'] as const)) {
    for (const format of EXPORT_FORMATS) {
      search(format, await office.services.exports.exportMeeting(secretary, { ...asked, locale, format }));
    }
    for (const kind of PAPER_KINDS) await eachPaper({ ...asked, locale, kind }, { office, subjects, thorough, search });
    search('offers', told(must(await office.services.papers.offers(secretary, { ...asked, locale }))));
  }
  return { leaks, printed };
}

interface Searching {
  readonly office: TestOffice;
  /** Whatever a paper may be about. */
  readonly subjects: readonly string[];
  readonly thorough: Thorough;
  readonly search: (name: string, file: Result<{ fileName: string; content: unknown }>) => void;
}

type Order = Omit<Parameters<TestOffice['services']['papers']['file']>[1], 'format'>;

async function eachPaper(order: Order, { office, subjects, thorough, search }: Searching): Promise<void> {
  const { kind } = order;
  let about: string | undefined;
  for (const format of formatsOf(kind)) {
    if (format === 'pdf' && thorough === 'quick') continue;
    for (const subject of isAboutOne(kind) && format === 'docx' ? subjects : [about]) {
      const file = await office.services.papers.file(secretary, { ...order, format, subject });
      if (file.ok) about = subject;
      search(`${kind}.${format}`, file);
    }
  }
  if (thorough !== 'all') return;
  const pages = await office.services.papers.pages(secretary, { ...order, subject: about, from: 0, count: 20 });
  search(`${kind}.pages`, told(pages.ok ? pages.value : (pages.data ?? {})));
}

const isAboutOne = (kind: (typeof PAPER_KINDS)[number]): boolean =>
  kind === 'letter' || kind === 'decision' || kind === 'excerpt';

function told(value: unknown): Result<{ fileName: string; content: unknown }> {
  return { ok: true, value: { fileName: 'told', content: JSON.stringify(value) } };
}
