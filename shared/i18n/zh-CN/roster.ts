// Words of importing a roster: choosing the file, what its columns mean, what is wrong in which cell, who is meant by a name.
import type { CellFault } from '../../capture/roster/lines.ts';
import type { RosterColumn } from '../../capture/roster/columns.ts';

const COLUMNS = {
  name: '姓名',
  org: '单位',
  title: '职务',
  post: '本会职务',
  voting: '表决权',
  phone: '电话',
  email: '邮箱',
  reading: '姓氏读音',
  note: '备注',
} satisfies Record<RosterColumn, string>;
const FAULTS = {
  'name-missing': () => '没有写',
  'too-long': (text: string) => `太长了：“${text.slice(0, 20)}…”`,
  phone: (text: string) => `“${text}”不像电话号码`,
  email: (text: string) => `“${text}”不像邮箱地址`,
  voting: (text: string) => `“${text}”看不出是有还是没有，请写“是”或“否”`,
  reading: (text: string) => `“${text}”不是拼音`,
  'too-many-posts': (text: string) => `一个人有${text}个职务，最多10个`,
} satisfies Record<CellFault, (text: string) => string>;

export const roster = {
  title: '导入名册',
  lede: '表格里一行一个人。先看清楚，点“写入”才进名册；写入后可以整批撤回。',
  choose: '选择文件',
  another: '换一个文件',
  drop: '把 Excel 表格（.xlsx）或文本（.csv、.txt）拖到这里',
  limits: '最多2000人，5 MB；文件只在这台电脑上读。',
  faults: {
    'too-large': '文件太大：最多5 MB，展开后24 MB。请只留名单那张表再试。',
    'old-excel': '这是旧版 Excel 文件（.xls）。请在 Excel 或 WPS 里另存为 .xlsx 再试。',
    'not-a-table': '这个文件读不出表格。可能加了密码、已损坏，或不是表格。',
    empty: '文件里没有内容。',
    'too-many-rows': '表格超过2000行或60列，请分几次导入。',
  },
  sheet: '工作表',
  into: '写入',
  peopleOnly: '只登记人员',
  term: '届次',
  noTerm: '这个机构还没有届次，先去建一届',
  columns: '各列是什么',
  columnHint: '认得不对就改一下；不用的列选“不导入”。',
  columnNames: COLUMNS,
  skipColumn: '不导入',
  noHead: '没有找到表头，请指出哪一列是姓名。',
  columnName: (letter: string) => `${letter}列`,
  preview: '预览',
  row: '行',
  person: '怎么处理',
  newPerson: '新登记',
  skip: '略过',
  same: (about: string) => `就是名册里的${about}`,
  askWho: '请认定…',
  nobodyElse: '名册里没有同名的人',
  repeats: (row: number) => `与第${row}行是同一个人`,
  faulty: (count: number) => `${count}处要改`,
  faultIn: (row: number, column: RosterColumn, fault: CellFault, text: string) =>
    `第${row}行“${COLUMNS[column]}”：${FAULTS[fault](text)}`,
  faultyHint: '有错的行不写入。改好文件重新选择，或先写入其余的。',
  counts: (made: number, known: number, left: number) =>
    [`新登记${made}人`, ...(known > 0 ? [`对上已有${known}人`] : []), ...(left > 0 ? [`略过${left}行`] : [])].join(
      '，',
    ),
  unanswered: (count: number) => `还有${count}行同名的人没有认定`,
  nothing: '没有可写入的行',
  submit: (count: number) => `写入${count}人`,
  done: (made: number, completed: number, seated: number) =>
    [
      `已写入：新登记${made}人`,
      ...(completed > 0 ? [`补全${completed}人`] : []),
      ...(seated > 0 ? [`任职${seated}席`] : []),
    ].join('，') + '。',
  rowRefused: (rows: string) => `第${rows}行没有通过，什么也没有写入。名册可能刚被别人改过，请重新认定。`,
  full: '名册已满（10,000人），什么也没有写入。',
  undo: '撤回这次导入',
  seePeople: '看人员',
  seeMembers: '看成员',
  undone: '已撤回。此后有人改过的登记保留。',
  earlier: '导入过的名册',
  none: '还没有导入过。',
  by: (name: string, at: string) => `${name} ${at}`,
  wasUndone: '已撤回',
};
