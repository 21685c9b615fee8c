// Who is named at a place of a Chinese sentence: names the meeting knows, else what has the form of a body, a post or a
// person. A form is a guess; a list is not.

export interface Named {
  readonly names: readonly string[];
  readonly end: number;
}

const HAN = '\\p{Script=Han}';
/** Behind a verb that is part of a body's name: 培训中心, 审核工作小组. */
const NO_BODY =
  '(?!(?:工作|领导|管理|服务|事务|认证|指导)*(?:委员会|小组|组(?!织)|部(?!分|门)|处(?!理)|室(?!内)|科(?!技|研|学)|委(?!员|托)|中心|办(?!理|公|法|结)|会(?!员|议|长|费|后|前)|局|员|专员|主管|专班|站|队|团(?!体)|院|所(?!有|在)|学|基地))';
const VERBS =
  '联合|组织|落实|审定|审议|批准|提供|跟进|起草|整理|汇总|研究|走访|统计|更新|反馈|收集|联系|编印|编制|编写|筹备|报送|组成|成立|牵线|组稿|收到|接到|根据|结合|对照|围绕|针对|安排|通知|协调|对接|邀请|征求|听取|准备|做好|开展|启动|制定|制订|修订|修改|印发|发布|公布|审核|核对|核实|核定|梳理|摸排|调研|走访|拜访|考察|沟通|签订|签署|确定|敲定|推进|推动|督促|督办|检查|指导|宣传|采购|授权|委托|责成|分头|逐一|逐户|前往|带队|代表|组建|建立|召开|举办|着手|暂行|筹划|策划|安装|维护|购买|办理|撰写|撰稿|设计|翻译|校对|汇报|通报|跟踪|监督|实施|执行|支付|缴纳|催缴|清理|整改|评估|研究确定|论证|摸清|联络(?!员)|接待|登记|归档|公示|公开|上报|申报|发放|发送|寄送|寄出|张贴|拍摄|录制|转发|答复|回复|回访';
/** Where a name ends: what somebody does, or when. Signs that are part of bodies' names are kept out. */
const STOP = new RegExp(
  [
    '于|在(?!线)|要(?!素)|应(?!用|急)|须|需(?!求)|将|把|对(?!外)|向|自(?!律|动)|从(?!业)|由|按|为|(?<!主)任(?!务)|根据',
    '负责(?!人)|牵头|承担|配合|协助|会同|完成|提交|提出|拿出|出具|务必|必须|抓紧|尽快|争取',
    '上传|查清|报|起|继续|具体|统一|统筹|集中|及时|分别|共同|尽早|立即|马上',
    `(?:${VERBS})${NO_BODY}`,
    '就(?!业)|务于|作为|(?:主办|承办|协办)(?!方|单位|处)|以(?!太)|总负责|全权|用(?!户|人|品)|[@＠]',
    '每|请|[两三四五六几]位|明天|明早|明年|明日|今年|今天|今晚|本月|本周|本年|下周|下月|下个|下次|下届|下半年|上半年|年底|年内|月底|季度|半年|半个|后续|会后|会前|五一|国庆|元旦|春节|中秋|月末',
    '(?:[一二两三四五六七八九十]|十[一二])(?:个|周|天|日|月|季度|年)|[0-9０-９]',
    '[，,、：:；;。（()）“”《》\\s]|和(?!平)|与|及(?!时)',
  ].join('|'),
  'u',
);
/** How bodies end; what follows must not make another word of it. */
const BODY =
  /(?:(?:会长|理事长|主席|秘书长|联席)会议|委员会|专家委|大学|学校|医院|银行|集团|企业(?!家|界)|事务所|支部|党委|团委|专班|标委|委(?!员|托|派)|组(?!织|长|稿|成|建)|中心|办公室|编辑部|室(?!内)|部(?!分|门|长)|处(?!长|理)|科(?!技|长)|院(?!长)|所(?!有|长|在)|公司|学会|分会|办公会|会(?!员|议|长|费|刊|同|后|前|上|务)|办(?!理|公|结|法)|局(?!长)|厅(?!长)|队(?!长)|站(?!长)|律所|单位|人员)/gu;
/** Posts that stand for whoever holds them. */
const POSTS =
  /^(?:(?:常务)?副?(?:会长|秘书长|理事长|主任委员|监事长|主席)(?!单位)|法律顾问|主办方|承办方|协办方|联络员|组长单位)(?!办公会|会议|联席)/u;
const TITLE =
  '(?:常务|执行|轮值|名誉)?副?(?:会长|秘书长|理事长|监事长|主任委员|主任|处长|部长|科长|组长|主席|总监|总经理|经理|老师|律师|教授|理事|委员(?!会)|同志|总工程师|工程师|主编|书记|局长|院长|管理员|联络员|联系人|干事|统计员|调研员|校长|所长|馆长|队长|站长|董事长|监事|研究员|博士|院士|主管|专员|助理|召集人|先生|女士)';
const SURNAME =
  '欧阳|司马|上官|诸葛|尉迟|皇甫|司徒|东方|令狐|夏侯|[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺]';
const TITLE_AT = new RegExp(`^${TITLE}`, 'u');
const PERSON_TITLED = new RegExp(
  `^((?:${SURNAME})(?!副|常务|总)[^\\P{Script=Han}部委组会处办室局科院支]{1,2}?)${TITLE}`,
  'u',
);
const SURNAME_TITLED = new RegExp(`^(?:${SURNAME})${TITLE}`, 'u');
const PERSON = new RegExp(`^(?:(?:${SURNAME})${HAN}{1,2}|[小老](?:${SURNAME}))$`, 'u');
const POST_AND_PERSON = new RegExp(
  `^(${TITLE}|总干事|干事|秘书|会计|出纳)?((?:${SURNAME})${HAN}{1,2}|[小老](?:${SURNAME}))?$`,
  'u',
);
/** 档案管理员贺芳, 培训学院院长冯建国. */
const POSTED_PERSON = new RegExp(`^${HAN}{2,10}?${TITLE}((?:${SURNAME})${HAN}{1,2}|[小老](?:${SURNAME}))$`, 'u');
const GROUP = new RegExp(`^(?:各(?:位|个)?|全体)${HAN}{2,8}$`, 'u');
/** Behind the names of those who help. */
export const HELPS = /^(?:等)?(?:积极|密切|共同|予以|给予|做好|全力)?(?:配合|协助|参与|(?:支持|协同)(?=[，,；;。]|$))/u;
/** Behind 与 and a name: with whom something is done, not who does it. */
const MUTUAL =
  /^(?:就[^，,。；;]{1,20})?(?:进行|开展|进一步|充分|多次|逐一|再次|及时|保持|做好)?(?:沟通|协商|对接|联系|洽谈|商谈|会谈|座谈|商议|交流|合作|协调|衔接|签订|签署|签约|谈妥|谈判|会商|磋商|共建|之间|的(?!士))/u;
/** Words that have the form of a name and are none. */
const NO_NAME =
  /^(?:[一两二三四五六七八九十\d]+[家名个位]|常务$|单位|全面|全权|全程|全年|全行业|全市|全省|全国|行业(?!协会)|计划|预计|拟|据|截至|单独|相应|高度|高效|方可|成功|严格|应该|应当|安全|根据|按照|依据|依照|关于|对于|对|为|经|鉴于|针对|围绕|通过|随着|明年|今年|去年|后年|本年|会议|本次|此次|[上下历每]次|[本上下]届|本会|协会(?!秘书处|办公室)|(?:大会|年会|展会|理事会|常务理事会)$|该|其|上述|有关|相关|下一步|目前|当前|同时|另外|此外|其中|方案|报告|工作|通知|时间|明确|成立|全会|双方|内部|全部|大部|总部$|今后|到会|与会|机会|社会|参会|各方|项目组成|何时|任何|高会|常会)/u;

interface NameAt {
  readonly name: string;
  readonly end: number;
}

/** 副会长单位苏州安达公司: what an organisation is in the association, in front of its name. */
const RANK = new RegExp(`^(?:常务)?(?:副?会长|副?理事长|理事|监事|会员)单位(?=${HAN}{3})`, 'u');

/** The names that stand at `at`, several when 、和与 joins them; null when nobody is named there. */
export function namesAfter(
  sentence: string,
  at: number,
  parties: readonly string[],
  { withHelpers = false }: { readonly withHelpers?: boolean } = {},
): Named | null {
  const first = nameAt(sentence, at, parties);
  if (!first) return null;
  const names = [first.name];
  let { end } = first;
  for (;;) {
    const joint = /^(?:[、和与及]|以及)/u.exec(sentence.slice(end));
    const next = joint && nameAt(sentence, end + joint[0].length, parties);
    // 、X配合 is for whoever reads who helps; 与X沟通 names no second one.
    const then = sentence.slice(next?.end);
    if (!next || (!withHelpers && HELPS.test(then)) || (joint?.[0] !== '、' && MUTUAL.test(then))) break;
    names.push(next.name);
    ({ end } = next);
  }
  end += /^(?:等)?(?:[两三四五六几]位)?(?:同志|先生|女士|老师)?/u.exec(sentence.slice(end))?.[0].length ?? 0;
  return { names: [...new Set(names)], end };
}

/** What stands before the first word that is no part of a name. */
function runOf(rest: string): string {
  const stop = rest.slice(1).search(STOP);
  return (stop < 0 ? rest : rest.slice(0, stop + 1)).replace(/[。！!]$/u, '');
}

function nameAt(sentence: string, at: number, parties: readonly string[]): NameAt | null {
  const rank = RANK.exec(sentence.slice(at))?.[0].length ?? 0;
  return (rank > 0 ? plainNameAt(sentence, at + rank, parties) : null) ?? plainNameAt(sentence, at, parties);
}

function plainNameAt(sentence: string, at: number, parties: readonly string[]): NameAt | null {
  const rest = sentence.slice(at);
  const known = parties.filter((name) => name !== '' && rest.startsWith(name)).sort((a, b) => b.length - a.length)[0];
  if (known !== undefined) {
    const title = TITLE_AT.exec(rest.slice(known.length));
    return { name: known, end: at + known.length + (title?.[0].length ?? 0) };
  }
  const run = runOf(rest);
  const holder = POST_AND_PERSON.exec(run);
  if (holder?.[1] !== undefined && holder[2] !== undefined && !NO_NAME.test(holder[2]))
    return { name: holder[2], end: at + run.length };
  const posted = POSTED_PERSON.exec(run);
  if (posted?.[1] !== undefined && !NO_NAME.test(posted[1])) return { name: posted[1], end: at + run.length };
  const titled = PERSON_TITLED.exec(rest);
  if (titled?.[1] !== undefined) return { name: titled[1], end: at + titled[0].length };
  const short = SURNAME_TITLED.exec(rest) ?? POSTS.exec(rest);
  if (short) return { name: short[0], end: at + short[0].length };
  if (run.length < 2 || run.length > 24 || NO_NAME.test(run)) return latinName(rest, at);
  if (GROUP.test(run) || PERSON.test(run)) return { name: run, end: at + run.length };
  const body = [...run.matchAll(BODY)].at(-1);
  if (!body || (body.index === 0 && body[0].length < 3)) return latinName(rest, at);
  const name = run.slice(0, body.index + body[0].length);
  // 财务部汪洁, 学术委员会主任吴建国: the person; 董事会秘书: the post.
  const tail = POST_AND_PERSON.exec(run.slice(name.length));
  if (!tail) return { name, end: at + name.length };
  return { name: tail[2] ?? run, end: at + run.length };
}

/** Jane Doe, among Chinese words. */
function latinName(rest: string, at: number): NameAt | null {
  const name = /^(?:[A-Z][a-z'’.-]+)(?: [A-Z][A-Za-z'’.-]*){1,3}/u.exec(rest)?.[0];
  return name === undefined ? null : { name, end: at + name.length };
}
