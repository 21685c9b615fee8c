// An entry of the audit log as a sentence. The log holds ids only; the names are looked up among what the page knows, and
// what it does not know is shown by the beginning of its id. What else an entry names stands behind the sentence.
import type { AuditItem } from '../shared/api/audit.schema.ts';
import { CLI_ACTOR, NOBODY } from '../shared/domain/audit.ts';
import type { Catalogue } from '../shared/i18n/locale.ts';
import type { audit } from '../shared/i18n/zh-CN/audit.ts';
import type { EpochMs } from '../shared/lib/time.ts';

type AuditWords = Catalogue<typeof audit>;
type Target = AuditItem['targets'][number];

/** Names by id. */
export interface KnownNames {
  readonly accounts: ReadonlyMap<string, string>;
  readonly meetings: ReadonlyMap<string, string>;
  readonly bodies: ReadonlyMap<string, string>;
}

export interface AuditLine {
  readonly who: string;
  /** Follows `who`. */
  readonly what: string;
  /** What else it is about; how they came, where it is not the ordinary way; how often. */
  readonly notes: readonly string[];
}

const SHORT = 8;
/** Actions on these are told by the meeting they concern. */
const OF_MEETINGS = /^(?:meeting|phase|link|file|version)\./;

const OF_THE_REGISTER = /^(?:person|organisation|term|members?|charter|roster)\./;

export function auditLine(entry: AuditItem, names: KnownNames, say: AuditWords): AuditLine {
  const about = targetOf(entry);
  const notes = [...besides(entry, names, say), say.vias[entry.via], entry.count > 1 ? say.count(entry.count) : ''];
  return {
    who: actorOf(entry, names, say),
    what: ownSentence(entry, say) ?? say.sentences[entry.action](about ? nameOf(about, names, say) : say.something),
    notes: notes.filter((note) => note !== ''),
  };
}

/** Entries under the day they fall on, in the order given. */
export function byDay(
  entries: readonly AuditItem[],
  dayOf: (at: EpochMs) => string,
): ReadonlyMap<string, readonly AuditItem[]> {
  const days = new Map<string, AuditItem[]>();
  for (const entry of entries) {
    const day = dayOf(entry.at);
    const ofDay = days.get(day);
    if (ofDay) ofDay.push(entry);
    else days.set(day, [entry]);
  }
  return days;
}

function actorOf({ actor, actorName, via }: AuditItem, { accounts }: KnownNames, say: AuditWords): string {
  if (actor === CLI_ACTOR) return say.cli;
  if (actor === NOBODY) return say.nobody;
  if (via === 'link') return say.kinds.link(shortId(actor));
  return actorName ?? accounts.get(actor) ?? say.someAccount(shortId(actor));
}

/** People do most to their own account, and no one says their own name then. */
function ownSentence({ action, actor, targets }: AuditItem, { own }: AuditWords): string | null {
  const concerned = targets.find(({ kind }) => kind === 'account');
  const isOwn = concerned === undefined || concerned.id === actor;
  return isOwn && hasOwn(own, action) ? own[action] : null;
}

function hasOwn<Sentences extends object>(own: Sentences, action: PropertyKey): action is keyof Sentences {
  return Object.hasOwn(own, action);
}

/** The target that tells most to a person. */
function targetOf(entry: AuditItem): Target | undefined {
  const order: readonly Target['kind'][] = OF_MEETINGS.test(entry.action)
    ? ['meeting', 'archive', 'account']
    : ['account', 'meeting'];
  const found = order.map((kind) => entry.targets.find((target) => target.kind === kind)).find(Boolean);
  return found ?? entry.targets[0];
}

/** Of the register: whose seat, which term, for which body. Only what has a name, and no name twice. */
function besides(entry: AuditItem, names: KnownNames, say: AuditWords): readonly string[] {
  if (!OF_THE_REGISTER.test(entry.action)) return [];
  const about = targetOf(entry);
  const said = about && nameOf(about, names, say);
  const others = entry.targets.filter((target) => target !== about && knownName(target, names) !== undefined);
  return [...new Set(others.map((target) => nameOf(target, names, say)))].filter((name) => name !== said);
}

function knownName({ kind, id, name }: Target, { accounts, bodies }: KnownNames): string | undefined {
  return kind === 'account' ? accounts.get(id) : kind === 'body' ? bodies.get(id) : name;
}

function nameOf(target: Target, names: KnownNames, say: AuditWords): string {
  const { kind, id } = target;
  const name = knownName(target, names);
  if (name !== undefined) {
    const worded: Readonly<Partial<Record<Target['kind'], (name: string) => string>>> = say.named;
    return worded[kind]?.(name) ?? name;
  }
  const title = kind === 'meeting' ? names.meetings.get(id) : undefined;
  return title === undefined ? say.kinds[kind](shortId(id)) : say.meeting(title);
}

function shortId(id: string): string {
  return id.slice(0, SHORT);
}
