// The words before a colon, or alone on a line, that say what follows: 会议时间, 地点, 议程, Venue. They open the sections of
// a notice.
import type { PersonRole } from '../../domain/person.ts';

export type LabelKind =
  | 'name'
  | 'when'
  | 'sign-in'
  | 'where'
  | 'chair'
  | 'people'
  | 'agenda'
  | 'contact'
  | 'reply'
  | 'organiser'
  /** 其他事项, 会议形式: something is said that has no field. */
  | 'other';

export interface Label {
  readonly kind: LabelKind;
  /** Of `people`. */
  readonly role: PersonRole;
  /** How many characters of the text it takes, its colon included. */
  readonly length: number;
}

const LABELS: readonly (readonly [LabelKind, string, PersonRole?])[] = [
  ['name', '会议名称|会议标题|会议主题|活动名称|主题|meeting'],
  ['sign-in', '签到时间|报到时间|签到|报到|registration'],
  ['when', '会议时间|开会时间|召开时间|会议日期|活动时间|时间|日期|date and time|date|time|when'],
  ['where', '会议地点|开会地点|召开地点|活动地点|会议地址|会场|地点|venue|location|place|where'],
  [
    'chair',
    '会议主持人|会议主持|主持人|主持|会议召集人|召集人/主持人|召集人(?:和|及|暨|、|兼)主持人|召集人|chairperson|chaired by|chairman|chair',
  ],
  [
    'people',
    '出席会议人员|会议出席人员|出席人员|出席对象|出席理事|出席|参会人员|参会对象|参会理事|参会范围|参会|参加人员|参加会议人员|参加对象|参加范围|参加|与会人员|与会代表|会议对象|致|attendees|present|members|participants',
    'attending',
  ],
  ['people', '列席人员|列席会议人员|列席对象|列席代表|列席单位|列席|抄送|in attendance', 'nonvoting'],
  [
    'people',
    '特邀嘉宾|特邀人员|特邀领导|特邀代表|特邀专家|特邀单位|特邀|拟邀嘉宾|邀请嘉宾|邀请人员|邀请领导|嘉宾|invited guests|guests|invited',
    'guest',
  ],
  ['people', '旁听人员|旁听|observers', 'observer'],
  [
    'agenda',
    '会议主要议程|主要议程|会议议程|议程安排|议程表|议程|会议主要内容|会议内容|主要内容|会议议题|主要议题|审议议题|会议审议事项|审议事项|会议事项|讨论事项|议题|会议日程|日程安排|日程表|活动流程|会议流程|流程表|日程|流程|会议安排|会议程序|程序|内容|agenda|order of business|programme',
  ],
  [
    'contact',
    '会务联系人|会务联系|联系人及电话|联系人|联系方式|联络人|联络|联系电话|咨询电话|电话|手机|联系|contact person|contact',
  ],
  ['reply', '报名截止时间|报名截止|回执截止|截止时间|报名时间|报名|rsvp by|rsvp'],
  ['organiser', '主办单位|主办方|召集单位|organised by|organizer|host'],
  [
    'other',
    '其他事项|有关事项|有关要求|相关要求|会议要求|注意事项|参会要求|会议形式|会议方式|会期|会议材料|时间地点|时间和地点|时间、地点|承办单位|协办单位|附件|备注|着装|交通|apologies|notes',
  ],
];

const PATTERNS = LABELS.map(([kind, words, role]) => ({
  kind,
  role: role ?? 'attending',
  // 时　间 is written wide; what follows a label is a colon, space, or nothing; 【时间】 stands in brackets.
  pattern: new RegExp(
    `^(?:[一二三四五六七八九十]{1,2}[、.])?(?:[【[]\\s*)?(?:${words.split('|').map(wide).join('|')})(?:如下|安排如下)?(?:\\s*[】\\]]\\s*:?\\s*|\\s*:\\s*|\\s*$|(?:\\s{1,}(?=\\S)))`,
    'iu',
  ),
}));

/** 主要讨论:, 商量以下几件事:, 现将议程通知如下: — a sentence that ends in what is to be dealt with opens the agenda, too. */
const OPENS_AGENDA = /(?:议程|议题|日程|流程|内容|讨论|商议|商量|聊|研究|审议|听取)[^,。;:]{0,12}:$/u;

/** Whether a line that has no label of its own leads to the agenda below it. */
export function opensAgenda(text: string): boolean {
  return OPENS_AGENDA.test(text.trim());
}

/** The label that an evened text begins with, without its number. Null when it begins with none. */
export function labelOf(text: string): Label | null {
  for (const { kind, role, pattern } of PATTERNS) {
    const found = pattern.exec(text);
    if (!found) continue;
    const isEnglishRun = /^[a-z]/i.test(text) && !/[:：\]】]/.test(found[0]) && found[0].length < text.length;
    if (isEnglishRun) continue;
    return { kind, role, length: found[0].length };
  }
  return null;
}

function wide(word: string): string {
  if (!/^\p{Script=Han}+$/u.test(word)) return word.replace('/', '\\/');
  return [...word].join('\\s*');
}
