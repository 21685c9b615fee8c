// Who sits in the room of the walk, and as what: names, posts and organisations of each language, as long and as awkward as
// real ones are.
import type { Locale } from '../../../shared/i18n/locale.ts';

/** Who and what is in the room. */
export interface Cast {
  readonly members: readonly string[];
  readonly guests: readonly string[];
  readonly strangers: readonly { readonly name: string; readonly org: string | null }[];
  readonly posts: readonly string[];
  readonly titles: readonly string[];
  readonly orgs: readonly string[];
  readonly meeting: { readonly title: string; readonly venue: string; readonly agenda: readonly string[] };
  readonly newBody: string;
  readonly reason: string;
  readonly file: string;
  /** Of the first organisation. */
  readonly shortOrg: string;
  /** What the program is called that keeps the roll. */
  readonly token: string;
  /** Who keeps the minutes of an item. */
  readonly colleague: string;
}

const chinese: Cast = {
  members: (
    '张春野 李文静 王坤泉 赵军 单晓峰 欧阳明远 仇志强 陈一鸣 周敏 吴坚 郑海燕 孙立 徐国栋 马晓东 朱红 胡建军 林秋月 郭永强 何伟 高翔 ' +
    '罗素芬 梁栋 宋佳 谢文斌 唐丽 韩雪松 冯志远 于洋 董建华 萧平 曹锐'
  ).split(' '),
  guests: '蒋维东 沈嘉禾 顾念慈 陆文博 尉迟恭敏 钱伟 白桦 石磊 田大利'.split(' '),
  strangers: [
    { name: '司马长青', org: '苏州工业园区智能建筑与安全防范技术研究院有限公司' },
    { name: '任杰', org: '姑苏区公安分局' },
    { name: '方圆', org: null },
    { name: '路过', org: '快递公司' },
  ],
  posts: ['会长', '常务副会长', '副会长', '秘书长', '常务理事'],
  titles: ['董事长、总经理', '高级工程师', '党支部书记', '副教授'],
  orgs: [
    '苏州市安全技术防范行业协会',
    '江苏益友天元律师事务所',
    '苏州市标准化研究院',
    '中亿丰数字科技集团股份有限公司',
  ],
  meeting: {
    title: '三届二次常务理事会暨安防标准化建设专题学习会',
    venue: '江苏益友天元律师事务所会议室',
    agenda: ['介绍来宾', '审议团体标准', '增补常务理事', '其他事项'],
  },
  newBody: '监事会',
  reason: '出差在外',
  file: '三届理事会名单.xlsx',
  shortOrg: '安防协会',
  token: '签到机',
  colleague: '秦观澜',
};
const FIRST = 'Ada Ben Carla David Eleanor Frank Grace Henry Irene Jonathan'.split(' ');
const english: Cast = {
  members: Array.from(
    { length: 31 },
    (_, at) => `${FIRST[at % 10] ?? ''} ${['Brown', 'Clark-Mills', 'Osei', 'Hughes'][Math.floor(at / 10)] ?? ''}`,
  ),
  guests: FIRST.slice(0, 9).map((name) => `${name} Lindqvist`),
  strangers: [
    { name: 'Maximilian Featherstone', org: 'Institute for Intelligent Buildings and Security Engineering' },
    { name: 'Joe Park', org: 'City Police' },
    { name: 'Una Moss', org: null },
    { name: 'Al Way', org: 'Parcels' },
  ],
  posts: ['President', 'Executive Vice-President', 'Vice-President', 'Secretary-General', 'Standing member'],
  titles: ['Chair of the board', 'Senior Engineer', 'Branch secretary', 'Associate Professor'],
  orgs: [
    'Association for Security Engineering',
    'Harbour Trust',
    'Institute of Standards',
    'Zenith Digital Technologies',
  ],
  meeting: {
    title: 'Second meeting of the third standing council, with a seminar on standards',
    venue: 'Conference room of the Harbour Trust',
    agenda: ['Opening', 'Standards of the group', 'New members', 'Any other business'],
  },
  newBody: 'Supervisors',
  reason: 'Travelling',
  file: 'members.xlsx',
  shortOrg: 'Security Engineering',
  token: 'roll',
  colleague: 'Quentin Ashby',
};

export const CAST: Readonly<Record<Locale, Cast>> = { 'zh-CN': chinese, en: english };
