// The words of the interface: which language is shown, and the catalogues of the pages opened so far. Catalogues load
// with the page that needs them, so that the hall screen does not carry the secretariat's.
import { getContext, setContext } from 'svelte';
import type { account } from '../shared/i18n/zh-CN/account.ts';
import type { admin } from '../shared/i18n/zh-CN/admin.ts';
import type { agenda } from '../shared/i18n/zh-CN/agenda.ts';
import type { audit } from '../shared/i18n/zh-CN/audit.ts';
import type { archive } from '../shared/i18n/zh-CN/archive.ts';
import type { bar } from '../shared/i18n/zh-CN/bar.ts';
import type { checks } from '../shared/i18n/zh-CN/checks.ts';
import type { closing } from '../shared/i18n/zh-CN/closing.ts';
import type { common } from '../shared/i18n/zh-CN/common.ts';
import type { files } from '../shared/i18n/zh-CN/files.ts';
import type { formal } from '../shared/i18n/zh-CN/formal.ts';
import type { history } from '../shared/i18n/zh-CN/history.ts';
import type { house } from '../shared/i18n/zh-CN/house.ts';
import type { home } from '../shared/i18n/zh-CN/home.ts';
import type { papers } from '../shared/i18n/zh-CN/papers.ts';
import type { preparing } from '../shared/i18n/zh-CN/preparing.ts';
import type { mine } from '../shared/i18n/zh-CN/mine.ts';
import type { minutes } from '../shared/i18n/zh-CN/minutes.ts';
import type { way } from '../shared/i18n/zh-CN/way.ts';
import type { phrases } from '../shared/i18n/zh-CN/phrases.ts';
import type { stock } from '../shared/i18n/zh-CN/stock.ts';
import type { together } from '../shared/i18n/zh-CN/together.ts';
import type { register } from '../shared/i18n/zh-CN/register.ts';
import type { review } from '../shared/i18n/zh-CN/review.ts';
import type { roll } from '../shared/i18n/zh-CN/roll.ts';
import type { states } from '../shared/i18n/zh-CN/states.ts';
import type { workspace } from '../shared/i18n/zh-CN/workspace.ts';
import { isLocale, type Catalogue, type Locale } from '../shared/i18n/locale.ts';
import type { FailureCode, RefusalSentences } from '../shared/i18n/refusal-sentences.ts';
import { invariant } from '../shared/lib/assert.ts';
import { recall, remember } from './memory.ts';

interface Areas {
  readonly common: Catalogue<typeof common>;
  readonly account: Catalogue<typeof account>;
  readonly admin: Catalogue<typeof admin>;
  /** The dialogs of the agenda. */
  readonly agenda: Catalogue<typeof agenda>;
  readonly audit: Catalogue<typeof audit>;
  readonly mine: Catalogue<typeof mine>;
  readonly home: Catalogue<typeof home>;
  /** Holidays, what leaves the house, statistics. */
  readonly house: Catalogue<typeof house>;
  readonly way: Catalogue<typeof way>;
  readonly workspace: Catalogue<typeof workspace>;
  readonly minutes: Catalogue<typeof minutes>;
  /** Remarks, notes, find and replace: loaded with those panels, after the page. */
  readonly review: Catalogue<typeof review>;
  readonly papers: Catalogue<typeof papers>;
  readonly preparing: Catalogue<typeof preparing>;
  readonly register: Catalogue<typeof register>;
  readonly files: Catalogue<typeof files>;
  readonly phrases: Catalogue<typeof phrases>;
  /** A body's own stock phrases. */
  readonly stock: Catalogue<typeof stock>;
  readonly together: Catalogue<typeof together>;
  /** Roll call and quorum: with the panels that show them. */
  readonly roll: Catalogue<typeof roll>;
  readonly archive: Catalogue<typeof archive>;
  /** The dialogs behind the bar of the workspace. */
  readonly bar: Catalogue<typeof bar>;
  /** The end of a meeting: 散会, the check before sealing. */
  readonly closing: Catalogue<typeof closing>;
  /** What is checked before minutes are issued. */
  readonly checks: Catalogue<typeof checks>;
  readonly history: Catalogue<typeof history>;
  /** The words of the formal documents: the sealed sheet says what the exports say. */
  readonly formal: Catalogue<typeof formal>;
  readonly refusal: RefusalSentences;
  /** What stands where something is not there; with every page of the secretariat. */
  readonly states: Catalogue<typeof states>;
}
export type Area = keyof Areas;
type Loaders = { readonly [A in Area]: () => Promise<Areas[A]> };
type Loaded = { readonly [A in Area]?: Areas[A] };

const LOADERS: Readonly<Record<Locale, Loaders>> = {
  'zh-CN': {
    common: async () => (await import('../shared/i18n/zh-CN/common.ts')).common,
    account: async () => (await import('../shared/i18n/zh-CN/account.ts')).account,
    admin: async () => (await import('../shared/i18n/zh-CN/admin.ts')).admin,
    agenda: async () => (await import('../shared/i18n/zh-CN/agenda.ts')).agenda,
    audit: async () => (await import('../shared/i18n/zh-CN/audit.ts')).audit,
    mine: async () => (await import('../shared/i18n/zh-CN/mine.ts')).mine,
    house: async () => (await import('../shared/i18n/zh-CN/house.ts')).house,
    home: async () => (await import('../shared/i18n/zh-CN/home.ts')).home,
    way: async () => (await import('../shared/i18n/zh-CN/way.ts')).way,
    workspace: async () => (await import('../shared/i18n/zh-CN/workspace.ts')).workspace,
    minutes: async () => (await import('../shared/i18n/zh-CN/minutes.ts')).minutes,
    review: async () => (await import('../shared/i18n/zh-CN/review.ts')).review,
    files: async () => (await import('../shared/i18n/zh-CN/files.ts')).files,
    phrases: async () => (await import('../shared/i18n/zh-CN/phrases.ts')).phrases,
    stock: async () => (await import('../shared/i18n/zh-CN/stock.ts')).stock,
    together: async () => (await import('../shared/i18n/zh-CN/together.ts')).together,
    papers: async () => (await import('../shared/i18n/zh-CN/papers.ts')).papers,
    preparing: async () => (await import('../shared/i18n/zh-CN/preparing.ts')).preparing,
    register: async () => (await import('../shared/i18n/zh-CN/register.ts')).register,
    roll: async () => (await import('../shared/i18n/zh-CN/roll.ts')).roll,
    archive: async () => (await import('../shared/i18n/zh-CN/archive.ts')).archive,
    bar: async () => (await import('../shared/i18n/zh-CN/bar.ts')).bar,
    closing: async () => (await import('../shared/i18n/zh-CN/closing.ts')).closing,
    checks: async () => (await import('../shared/i18n/zh-CN/checks.ts')).checks,
    history: async () => (await import('../shared/i18n/zh-CN/history.ts')).history,
    formal: async () => (await import('../shared/i18n/zh-CN/formal.ts')).formal,
    refusal: async () => (await import('../shared/i18n/zh-CN/refusal.ts')).refusal,
    states: async () => (await import('../shared/i18n/zh-CN/states.ts')).states,
  },
  en: {
    common: async () => {
      const [{ common }] = await Promise.all([import('../shared/i18n/en/common.ts'), import('./styles/english.css')]);
      return common;
    },
    account: async () => (await import('../shared/i18n/en/account.ts')).account,
    admin: async () => (await import('../shared/i18n/en/admin.ts')).admin,
    agenda: async () => (await import('../shared/i18n/en/agenda.ts')).agenda,
    audit: async () => (await import('../shared/i18n/en/audit.ts')).audit,
    mine: async () => (await import('../shared/i18n/en/mine.ts')).mine,
    house: async () => (await import('../shared/i18n/en/house.ts')).house,
    home: async () => (await import('../shared/i18n/en/home.ts')).home,
    way: async () => (await import('../shared/i18n/en/way.ts')).way,
    workspace: async () => (await import('../shared/i18n/en/workspace.ts')).workspace,
    minutes: async () => (await import('../shared/i18n/en/minutes.ts')).minutes,
    review: async () => (await import('../shared/i18n/en/review.ts')).review,
    files: async () => (await import('../shared/i18n/en/files.ts')).files,
    phrases: async () => (await import('../shared/i18n/en/phrases.ts')).phrases,
    stock: async () => (await import('../shared/i18n/en/stock.ts')).stock,
    together: async () => (await import('../shared/i18n/en/together.ts')).together,
    papers: async () => (await import('../shared/i18n/en/papers.ts')).papers,
    preparing: async () => (await import('../shared/i18n/en/preparing.ts')).preparing,
    register: async () => (await import('../shared/i18n/en/register.ts')).register,
    roll: async () => (await import('../shared/i18n/en/roll.ts')).roll,
    archive: async () => (await import('../shared/i18n/en/archive.ts')).archive,
    bar: async () => (await import('../shared/i18n/en/bar.ts')).bar,
    closing: async () => (await import('../shared/i18n/en/closing.ts')).closing,
    checks: async () => (await import('../shared/i18n/en/checks.ts')).checks,
    history: async () => (await import('../shared/i18n/en/history.ts')).history,
    formal: async () => (await import('../shared/i18n/en/formal.ts')).formal,
    refusal: async () => (await import('../shared/i18n/en/refusal.ts')).refusal,
    states: async () => (await import('../shared/i18n/en/states.ts')).states,
  },
};

const MEMORY_KEY = 'gongbi.locale';

/** What was not done, as an answer of the API or an acknowledgement of the socket carries it. */
export interface Failure {
  readonly code: FailureCode;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The catalogues in the language shown. Reading an area that no page has loaded is a bug. */
export class Words {
  #locale: Locale = $state('zh-CN');
  #loaded: Loaded = $state.raw({});

  /** `preferred`: the browser's languages, best first; Chinese is taken when none of them is ours. */
  constructor(preferred: readonly string[]) {
    this.#locale = rememberedLocale() ?? firstKnown(preferred) ?? 'zh-CN';
    document.documentElement.lang = this.#locale;
  }

  get locale(): Locale {
    return this.#locale;
  }

  /** Shows `locale` as soon as its catalogues are here, and remembers it on this device. */
  async setLocale(locale: Locale): Promise<void> {
    const areas = Object.keys(this.#loaded).filter(isArea);
    const loaded = await loadAll(LOADERS[locale], areas);
    this.#loaded = loaded;
    this.#locale = locale;
    document.documentElement.lang = locale;
    remember(MEMORY_KEY, locale);
  }

  /** Makes the catalogues of `areas` readable; resolves at once for those already here. */
  async load(areas: readonly Area[]): Promise<void> {
    const missing = areas.filter((area) => this.#loaded[area] === undefined);
    if (missing.length === 0) return;
    const locale = this.#locale;
    const loaded = await loadAll(LOADERS[locale], missing);
    if (locale !== this.#locale) return this.load(areas);
    this.#loaded = { ...this.#loaded, ...loaded };
  }

  get common(): Areas['common'] {
    return this.#read('common');
  }
  get account(): Areas['account'] {
    return this.#read('account');
  }
  get admin(): Areas['admin'] {
    return this.#read('admin');
  }
  get agenda(): Areas['agenda'] {
    return this.#read('agenda');
  }
  get audit(): Areas['audit'] {
    return this.#read('audit');
  }
  get mine(): Areas['mine'] {
    return this.#read('mine');
  }
  get house(): Areas['house'] {
    return this.#read('house');
  }
  get home(): Areas['home'] {
    return this.#read('home');
  }
  get way(): Areas['way'] {
    return this.#read('way');
  }
  get workspace(): Areas['workspace'] {
    return this.#read('workspace');
  }
  get minutes(): Areas['minutes'] {
    return this.#read('minutes');
  }
  get review(): Areas['review'] {
    return this.#read('review');
  }
  get papers(): Areas['papers'] {
    return this.#read('papers');
  }
  get preparing(): Areas['preparing'] {
    return this.#read('preparing');
  }
  get register(): Areas['register'] {
    return this.#read('register');
  }
  get files(): Areas['files'] {
    return this.#read('files');
  }
  get phrases(): Areas['phrases'] {
    return this.#read('phrases');
  }
  get stock(): Areas['stock'] {
    return this.#read('stock');
  }
  get together(): Areas['together'] {
    return this.#read('together');
  }
  get roll(): Areas['roll'] {
    return this.#read('roll');
  }
  get archive(): Areas['archive'] {
    return this.#read('archive');
  }
  get bar(): Areas['bar'] {
    return this.#read('bar');
  }
  get closing(): Areas['closing'] {
    return this.#read('closing');
  }
  get checks(): Areas['checks'] {
    return this.#read('checks');
  }
  get history(): Areas['history'] {
    return this.#read('history');
  }
  get formal(): Areas['formal'] {
    return this.#read('formal');
  }
  get refusal(): Areas['refusal'] {
    return this.#read('refusal');
  }
  get states(): Areas['states'] {
    return this.#read('states');
  }

  /** The sentence for a failure; a code this page does not know yet reads as a fault of the server. */
  explain(failure: Failure): string {
    const sentences = this.refusal;
    const sentence = Object.hasOwn(sentences, failure.code) ? sentences[failure.code] : sentences.internal;
    return sentence(failure.data);
  }

  #read<A extends Area>(area: A): Areas[A] {
    const catalogue: Loaded[A] = this.#loaded[area];
    invariant(catalogue !== undefined, `the words of ${area} are not loaded`);
    return catalogue;
  }
}

async function loadAll(loaders: Loaders, areas: readonly Area[]): Promise<Loaded> {
  const loaded: { -readonly [A in Area]?: Areas[A] } = {};
  const load = async <A extends Area>(area: A): Promise<void> => {
    loaded[area] = await loaders[area]();
  };
  await Promise.all(areas.map((area) => load(area)));
  return loaded;
}

function isArea(text: string): text is Area {
  return Object.hasOwn(LOADERS.en, text);
}

function rememberedLocale(): Locale | null {
  const remembered = recall(MEMORY_KEY);
  return remembered !== null && isLocale(remembered) ? remembered : null;
}

function firstKnown(preferred: readonly string[]): Locale | null {
  for (const language of preferred) {
    if (/^zh\b/i.test(language)) return 'zh-CN';
    if (/^en\b/i.test(language)) return 'en';
  }
  return null;
}

const CONTEXT = Symbol('words');

export function provideWords(words: Words): Words {
  return setContext(CONTEXT, words);
}

export function useWords(): Words {
  const words = getContext<Words | undefined>(CONTEXT);
  invariant(words, 'no words in this context');
  return words;
}
