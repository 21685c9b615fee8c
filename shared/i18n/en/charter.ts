// Words of charter rules: what a body's charter asks, in the words a charter has, and a worked example of it.
import type { PassBase, Threshold } from '../../domain/charter.ts';
import type { Catalogue } from '../locale.ts';
import type { charter as chinese } from '../zh-CN/charter.ts';

const share = ({ n, d, strict }: Threshold): string => {
  if (n === d) return 'all';
  if (n * 2 === d && strict) return 'more than half';
  return `${strict ? 'more than' : 'at least'} ${n}/${d}`;
};
const BASES: Readonly<Record<PassBase, string>> = {
  seats: 'all voting seats',
  present: 'those present',
  cast: 'votes for and against',
};

export const charter: Catalogue<typeof chinese> = {
  lede: 'As the charter has it. Each version holds from a day on; meetings held before keep theirs.',
  share,
  bases: BASES,
  quorum: (threshold) =>
    threshold === null
      ? 'No quorum is asked for'
      : `The meeting counts with ${share(threshold)} of all voting seats present`,
  pass: (rule) =>
    rule === null ? 'Recorded only, not voted on' : `Carried with ${share(rule)} of ${BASES[rule.base]} in favour`,
  secret: { required: 'Secret ballot', optional: 'Show of hands or ballot' },
  channel: { in_person: 'in one room (or by video)', correspondence: 'by correspondence' },
  channels: (channels) =>
    channels.length > 1
      ? 'In one room, by correspondence in special cases'
      : channels[0] === 'correspondence'
        ? 'By correspondence'
        : 'In one room only',
  proxy: { none: 'Members attend in person', written: 'Written proxies count' },
  acclamation: { no: 'Not by acclamation', yes: 'Acclamation is allowed' },
  presets: {
    'cn.general.ordinary': 'General assembly (China): ordinary',
    'cn.general.charter': 'General assembly (China): charter, dissolution',
    'cn.general.fee': 'General assembly (China): fees',
    'cn.general.elect': 'General assembly (China): elections',
    'cn.council': 'Council (China)',
    'cn.council.elect': 'Council (China): elections',
    'cn.standing': 'Standing council (China)',
    'cn.supervisors': 'Supervisors (China), half of those present',
    'cn.supervisors.all': 'Supervisors (China), majority of all',
    'cn.presidents': 'President’s office (China)',
    'cn.foundation': 'Foundation board (China)',
    'cn.foundation.important': 'Foundation board (China): important matters',
    'cn.ngo_service': 'Private non-enterprise board (China)',
    'cn.ngo_service.important': 'Private non-enterprise board (China): important',
    'intl.ronr.majority': 'Robert’s Rules: majority',
    'intl.ronr.twothirds': 'Robert’s Rules: two thirds',
    'intl.ordinary': 'Company: ordinary resolution',
    'intl.special': 'Company: special resolution',
    'intl.unanimous': 'Unanimous consent',
    'none.record': 'Record only',
  },
  own: 'Own rule',
  history: 'Versions',
  none: 'There is no rule yet. Without one, no quorum is counted.',
  inForce: 'in force',
  later: 'not yet',
  past: 'replaced',
  from: (day) => `since ${day}`,
  by: (name) => `set by ${name}`,
  withdraw: 'Withdraw',
  withdrawThis: (day) => `Withdraw the rule since ${day}`,
  withdrawn: (day) => `The rule since ${day} is withdrawn.`,
  add: 'Set a rule',
  addNext: 'The charter has changed: new rule',
  form: {
    title: 'Set a charter rule',
    from: 'In force since',
    fromHint: 'Usually the day on which the charter was approved',
    fromMissing: 'Please choose a day',
    preset: 'As for',
    quorum: 'Quorum',
    pass: 'Carried',
    of: 'of',
    noQuorum: 'none',
    noVote: 'no vote',
    other: 'another share',
    numerator: 'Numerator',
    denominator: 'Denominator',
    strict: 'Whether the number itself counts',
    including: 'at least',
    excluding: 'more than',
    wrong: 'More than the whole',
    secret: 'Voting',
    channels: 'Meeting',
    withCorrespondence: 'By correspondence in special cases',
    proxy: 'Written proxies count',
    acclamation: 'Decisions may be carried by acclamation',
    acclamationHint: 'Chinese associations must not decide by acclamation',
    save: 'Save',
  },
  example: {
    title: 'Worked example',
    seats: 'Voting seats',
    present: 'Present',
    inFavour: 'For',
    against: 'Against',
    quorum: (threshold, { seats, present, needed, met }) =>
      threshold === null
        ? `${seats} seats, ${present} present: no quorum is asked for`
        : `${seats} seats, ${present} present: ${met ? 'quorum' : 'no quorum'} (${needed} needed)`,
    pass: (rule, { whole, inFavour, needed, passed }) =>
      `${whole} ${BASES[rule.base]}, ${inFavour} for: ${passed ? 'carried' : 'not carried'} (${needed} needed)`,
    noVote: 'Not voted on',
    noQuorum: 'Without a quorum nothing is voted on',
  },
};
