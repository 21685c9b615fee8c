// What a body's charter asks before it can decide: how many must be there, how many must agree, how it votes. The presets
// are defaults (domain.md §2.2): the charter that the registration authority approved always wins, so each is editable.
import type { LocalDate } from '../lib/time.ts';

/** n/d of a whole. `strict`: more than that (过半数); else that or more (以上 and 不少于 include the number). */
export interface Threshold {
  readonly n: number;
  readonly d: number;
  readonly strict: boolean;
}

/** Of what a vote needs its share: every seat, the voting members present, or the votes for and against alone. */
export type PassBase = 'seats' | 'present' | 'cast';
export const PASS_BASES: readonly PassBase[] = ['seats', 'present', 'cast'];

export interface PassRule extends Threshold {
  readonly base: PassBase;
}

/** 会议形式: in one room (or with live video), or by correspondence (通讯). */
export type MeetingChannel = 'in_person' | 'correspondence';
export const MEETING_CHANNELS: readonly MeetingChannel[] = ['in_person', 'correspondence'];

export interface CharterRule {
  /** Of the seats, as a share that must be present; null = the body has no quorum. */
  readonly quorum: Threshold | null;
  /** Null = nothing is voted on under it. */
  readonly pass: PassRule | null;
  readonly secret: 'required' | 'optional';
  readonly channels: readonly MeetingChannel[];
  /** 委托: whether a written proxy counts as being there. */
  readonly proxy: 'none' | 'written';
  /** 鼓掌通过 for decisions. */
  readonly allowAcclamation: boolean;
}

export const PRESET_IDS = [
  'cn.general.ordinary',
  'cn.general.charter',
  'cn.general.fee',
  'cn.general.elect',
  'cn.council',
  'cn.council.elect',
  'cn.standing',
  'cn.supervisors',
  'cn.supervisors.all',
  'cn.presidents',
  'cn.foundation',
  'cn.foundation.important',
  'cn.ngo_service',
  'cn.ngo_service.important',
  'intl.ronr.majority',
  'intl.ronr.twothirds',
  'intl.ordinary',
  'intl.special',
  'intl.unanimous',
  'none.record',
] as const;
export type PresetId = (typeof PRESET_IDS)[number];

const atLeast = (n: number, d: number): Threshold => ({ n, d, strict: false });
const moreThan = (n: number, d: number): Threshold => ({ n, d, strict: true });
const TWO_THIRDS = atLeast(2, 3);
const HALF = atLeast(1, 2);
const MAJORITY = moreThan(1, 2);

/** As most charters are: shows of hands, in one room or in special cases by correspondence, nobody for anybody else. */
const USUAL = {
  secret: 'optional',
  channels: ['in_person', 'correspondence'],
  proxy: 'none',
  allowAcclamation: false,
} as const;
/** Elections and fees: by secret ballot, and never by correspondence. */
const BALLOT = { ...USUAL, secret: 'required', channels: ['in_person'] } as const;

function rule(quorum: Threshold | null, pass: PassRule | null, rest: Partial<CharterRule> = {}): CharterRule {
  return { ...USUAL, ...rest, quorum, pass };
}
const of = (base: PassBase, threshold: Threshold): PassRule => ({ ...threshold, base });

export const PRESETS: Readonly<Record<PresetId, CharterRule>> = {
  'cn.general.ordinary': rule(TWO_THIRDS, of('present', HALF), { channels: ['in_person'] }),
  'cn.general.charter': rule(TWO_THIRDS, of('present', TWO_THIRDS), { channels: ['in_person'] }),
  'cn.general.fee': rule(TWO_THIRDS, of('present', HALF), BALLOT),
  'cn.general.elect': rule(TWO_THIRDS, of('present', HALF), BALLOT),
  'cn.council': rule(TWO_THIRDS, of('present', TWO_THIRDS)),
  'cn.council.elect': rule(TWO_THIRDS, of('present', TWO_THIRDS), BALLOT),
  'cn.standing': rule(TWO_THIRDS, of('present', TWO_THIRDS)),
  'cn.supervisors': rule(TWO_THIRDS, of('present', HALF)),
  'cn.supervisors.all': rule(TWO_THIRDS, of('seats', MAJORITY)),
  'cn.presidents': rule(TWO_THIRDS, of('present', TWO_THIRDS)),
  'cn.foundation': rule(TWO_THIRDS, of('present', MAJORITY)),
  'cn.foundation.important': rule(TWO_THIRDS, of('present', TWO_THIRDS)),
  'cn.ngo_service': rule(HALF, of('seats', MAJORITY)),
  'cn.ngo_service.important': rule(HALF, of('seats', TWO_THIRDS)),
  'intl.ronr.majority': rule(MAJORITY, of('cast', MAJORITY)),
  'intl.ronr.twothirds': rule(MAJORITY, of('cast', TWO_THIRDS)),
  // Companies write their quorum into their articles: there is no usual one to assume.
  'intl.ordinary': rule(null, of('cast', MAJORITY), { proxy: 'written' }),
  'intl.special': rule(null, of('cast', atLeast(3, 4)), { proxy: 'written' }),
  'intl.unanimous': rule(null, of('cast', atLeast(1, 1))),
  'none.record': rule(null, null),
};

/** One state of a body's rules: in force from the day `from` on, until a later one begins. */
export interface CharterEntry {
  readonly from: LocalDate;
  /** Which preset it began as; null = written by hand. */
  readonly preset: PresetId | null;
  readonly rule: CharterRule;
}

/** What was in force on `date`; null when nothing had begun by then. Of two from one day the later in the list stands. */
export function ruleOn<T extends Pick<CharterEntry, 'from'>>(entries: readonly T[], date: LocalDate): T | null {
  return entries.reduce<T | null>(
    (best, entry) => (entry.from <= date && (best === null || entry.from >= best.from) ? entry : best),
    null,
  );
}

/** Whether `count` of `whole` reaches the share. Whole numbers only: a rounded percentage decides nothing. */
export function reaches({ n, d, strict }: Threshold, count: number, whole: number): boolean {
  return strict ? d * count > n * whole : d * count >= n * whole;
}

/** The smallest count of `whole` that reaches the share; more than `whole` when none does. */
export function neededOf({ n, d, strict }: Threshold, whole: number): number {
  const product = n * whole;
  const below = (product - (product % d)) / d;
  return strict || product % d > 0 ? below + 1 : below;
}
