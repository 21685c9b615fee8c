// Words of charter rules: what a body's charter asks, in the words a charter has, and a worked example of it.
import type { MeetingChannel, PassBase, PresetId, Threshold } from '../../domain/charter.ts';
import { chineseNumber } from '../../lib/chinese-number.ts';

const share = ({ n, d, strict }: Threshold): string => {
  if (n === d) return '全部';
  if (n * 2 === d) return strict ? '过半数' : '二分之一以上';
  return `${chineseNumber(d)}分之${chineseNumber(n)}以上${strict ? '（不含本数）' : ''}`;
};
const BASES: Readonly<Record<PassBase, string>> = { seats: '应到人数', present: '到会人数', cast: '赞成和反对票之和' };
const reached = (isReached: boolean): string => (isReached ? '达到' : '没有达到');
const bare = (threshold: Threshold): string => share(threshold).replace(/以上$/, '');

export const charter = {
  lede: '按章程填写。每一版从哪天起执行，当天及以后的会议就按它算；开过的会议不变。',
  share,
  bases: BASES,
  quorum: (threshold: Threshold | null) =>
    threshold === null ? '到会人数不作要求' : `应到人数的${share(threshold)}到会，会议有效`,
  pass: (rule: (Threshold & { readonly base: PassBase }) | null) =>
    rule === null ? '只作记录，不表决' : `${BASES[rule.base]}的${share(rule)}赞成，表决通过`,
  secret: { required: '无记名投票', optional: '举手或投票均可' },
  channel: { in_person: '现场（含视频）', correspondence: '通讯' } satisfies Record<MeetingChannel, string>,
  channels: (channels: readonly MeetingChannel[]) =>
    channels.length > 1
      ? '现场召开，特殊情况可以通讯召开'
      : channels[0] === 'correspondence'
        ? '通讯召开'
        : '只能现场召开',
  proxy: { none: '须本人到会，不能委托', written: '可以书面委托' },
  acclamation: { no: '不得鼓掌通过', yes: '可以鼓掌通过' },
  presets: {
    'cn.general.ordinary': '会员（代表）大会：一般事项',
    'cn.general.charter': '会员（代表）大会：修改章程、终止',
    'cn.general.fee': '会员（代表）大会：会费标准',
    'cn.general.elect': '会员（代表）大会：选举理事、监事',
    'cn.council': '理事会',
    'cn.council.elect': '理事会：选举负责人、常务理事',
    'cn.standing': '常务理事会',
    'cn.supervisors': '监事会（到会半数）',
    'cn.supervisors.all': '监事会（全体过半数）',
    'cn.presidents': '会长办公会',
    'cn.foundation': '基金会理事会',
    'cn.foundation.important': '基金会理事会：重要事项',
    'cn.ngo_service': '民办非企业单位理事会',
    'cn.ngo_service.important': '民办非企业单位理事会：重要事项',
    'intl.ronr.majority': '罗伯特议事规则：多数',
    'intl.ronr.twothirds': '罗伯特议事规则：三分之二',
    'intl.ordinary': '公司：普通决议',
    'intl.special': '公司：特别决议',
    'intl.unanimous': '无异议通过',
    'none.record': '只作记录',
  } satisfies Record<PresetId, string>,
  own: '自定',
  history: '各版规则',
  none: '还没有规则。不设规则，会议就不算法定人数。',
  inForce: '现行',
  later: '尚未执行',
  past: '已被替换',
  from: (day: string) => `${day}起`,
  by: (name: string) => `${name}设定`,
  withdraw: '撤销',
  withdrawThis: (day: string) => `撤销${day}起的规则`,
  withdrawn: (day: string) => `${day}起的规则已撤销。`,
  add: '设定规则',
  addNext: '章程有变，设新规则',
  form: {
    title: '设定章程规则',
    from: '从哪天起执行',
    fromHint: '一般是章程核准生效的那天',
    fromMissing: '请选日期',
    preset: '参照',
    quorum: '到会',
    pass: '通过',
    of: '占',
    noQuorum: '不作要求',
    noVote: '不表决',
    other: '其他比例',
    numerator: '分子',
    denominator: '分母',
    strict: '是否含本数',
    including: '以上（含本数）',
    excluding: '超过（不含本数）',
    wrong: '分子不能大于分母',
    secret: '表决方式',
    channels: '会议形式',
    withCorrespondence: '特殊情况可以通讯召开',
    proxy: '可以书面委托',
    acclamation: '决议可以鼓掌通过',
    acclamationHint: '民政部规定：会员大会、理事会的决定不得鼓掌通过',
    save: '保存',
  },
  example: {
    title: '算一算',
    seats: '应到',
    present: '到会',
    inFavour: '赞成',
    against: '反对',
    quorum: (
      threshold: Threshold | null,
      { seats, present, needed, met }: { seats: number; present: number; needed: number; met: boolean },
    ) =>
      threshold === null
        ? `应到${seats}人，到会${present}人：不作要求`
        : `应到${seats}人，到会${present}人：${reached(met)}${bare(threshold)}（须${needed}人）`,
    pass: (
      rule: Threshold & { readonly base: PassBase },
      { whole, inFavour, needed, passed }: { whole: number; inFavour: number; needed: number; passed: boolean },
    ) => `${BASES[rule.base]}${whole}，赞成${inFavour}人：${passed ? '通过' : '没有通过'}（须${needed}人）`,
    noVote: '不表决',
    noQuorum: '到会不足，不能表决',
  },
};
