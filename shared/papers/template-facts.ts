// What a body's own Word template may ask for, by name: the one list behind the check of an upload, the sample and the guide. Who
// composes minutes fills a `TemplateFacts`; who fills a template knows only these names.

/** Texts by their English name; lists of such. A line end in a text ends a line. */
export interface TemplateFacts {
  readonly texts: Readonly<Record<TemplateText, string>>;
  readonly lists: Readonly<{ [L in TemplateList]: readonly TemplateEntry<L>[] }>;
}

export type TemplateText = keyof typeof TEMPLATE_TEXTS;
export type TemplateList = keyof typeof TEMPLATE_LISTS;
type TemplateEntry<L extends TemplateList> = Readonly<
  Record<keyof (typeof TEMPLATE_LISTS)[L]['fields'] & string, string>
>;

/** English name → Chinese name. */
export const TEMPLATE_TEXTS = {
  organisation: '单位名称',
  body: '机构名称',
  'meeting.title': '会议名称',
  'meeting.number': '文号',
  'meeting.date': '会议日期',
  'meeting.time': '会议时间',
  'meeting.place': '会议地点',
  'meeting.chair': '主持人',
  'meeting.recorder': '记录人',
  'minutes.title': '纪要标题',
  'minutes.opening': '导语',
  'minutes.text': '纪要正文',
  'attendance.expected': '应到人数',
  'attendance.present': '实到人数',
  'attendance.excused': '请假人数',
  'attendance.names': '出席名单',
  'excused.names': '请假名单',
  'invited.names': '列席名单',
  'issue.issuer': '印发机关',
  'issue.date': '印发日期',
  'issue.copies': '分送范围',
  'issue.reviewer': '审核人',
  'issue.signer': '签发人',
} as const;

const PERSON = { name: '姓名', organisation: '单位', post: '职务', remark: '备注' } as const;

/** English name → Chinese name, and the fields that stand within its repetition. */
export const TEMPLATE_LISTS = {
  attending: { name: '出席', fields: PERSON },
  excused: { name: '请假', fields: PERSON },
  invited: { name: '列席', fields: PERSON },
  paragraphs: { name: '段落', fields: { text: '文字' } },
  items: { name: '议题', fields: { number: '序号', title: '标题', text: '正文', outcome: '结果' } },
  decisions: { name: '决定', fields: { number: '序号', text: '内容', outcome: '结果' } },
  tasks: {
    name: '任务',
    fields: { number: '序号', what: '事项', owner: '责任人', helpers: '配合', due: '完成时限' },
  },
} as const;

/** Within every repetition: a 、 behind each entry but the last. */
export const TEMPLATE_COMMA = { english: 'comma', chinese: '顿号' } as const;

/** By either name, in the order of the list above. */
export interface TemplateScope {
  readonly texts: ReadonlyMap<string, string>;
  readonly lists: ReadonlyMap<string, readonly TemplateScope[]>;
}

/** Every fact under both its names. */
export function templateScope(facts: TemplateFacts, comma: string): TemplateScope {
  const texts = new Map<string, string>();
  for (const [english, chinese] of Object.entries(TEMPLATE_TEXTS)) {
    const value = fieldOf(facts.texts, english);
    texts.set(english, value).set(chinese, value);
  }
  const lists = new Map<string, readonly TemplateScope[]>();
  for (const [english, { name, fields }] of Object.entries(TEMPLATE_LISTS)) {
    const entries = entriesOf(facts.lists, english);
    const scopes = entries.map((entry, at) => entryScope(entry, fields, at < entries.length - 1 ? comma : ''));
    lists.set(english, scopes).set(name, scopes);
  }
  return { texts, lists };
}

/** One of everything, each text its own Chinese name: what a template is tried with. */
export function trialFacts(): TemplateFacts {
  const names = <F extends Readonly<Record<string, string>>>(fields: F): F => fields;
  const one = { attending: [names(PERSON)], excused: [names(PERSON)], invited: [names(PERSON)] };
  const { paragraphs, items, decisions, tasks } = TEMPLATE_LISTS;
  return {
    texts: TEMPLATE_TEXTS,
    lists: {
      ...one,
      ...{
        paragraphs: [paragraphs.fields],
        items: [items.fields],
        decisions: [decisions.fields],
        tasks: [tasks.fields],
      },
    },
  };
}

function entryScope(
  entry: Readonly<Record<string, string>>,
  fields: Readonly<Record<string, string>>,
  comma: string,
): TemplateScope {
  const texts = new Map([
    [TEMPLATE_COMMA.english, comma] as const,
    [TEMPLATE_COMMA.chinese, comma] as const,
    ...Object.entries(fields).flatMap(([english, chinese]) => {
      const value = fieldOf(entry, english);
      return [[english, value] as const, [chinese, value] as const];
    }),
  ]);
  return { texts, lists: new Map() };
}

const fieldOf = (record: Readonly<Record<string, string>>, key: string): string => record[key] ?? '';
const entriesOf = (
  lists: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>,
  key: string,
): readonly Readonly<Record<string, string>>[] => lists[key] ?? [];
