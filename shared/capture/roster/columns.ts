// Which column of a roster means what: by what its head is called, and where the head is. Titles above the table are
// passed over; a head of two lines is read as one.
import type { Grid } from './delimited.ts';

export const ROSTER_COLUMNS = ['name', 'org', 'title', 'post', 'voting', 'phone', 'email', 'reading', 'note'] as const;
export type RosterColumn = (typeof ROSTER_COLUMNS)[number];

/** Plain heads, without blanks, brackets and stars. The first column that is called so has it. */
const NAMES: Readonly<Record<RosterColumn, RegExp>> = {
  name: /^(?:姓名|名字|人员姓名|代表姓名|委员姓名|理事姓名|name|fullname)$/i,
  org: /^(?:单位|工作单位|所在单位|单位名称|任职单位|推荐单位|会员单位|企业名称|公司|公司名称|单位全称|organi[sz]ation|company|employer)$/i,
  title:
    /^(?:职务|职称|单位职务|行政职务|现任职务|职位|职务职称|工作单位及职务|单位及职务|单位职务职称|title|position|jobtitle)$/i,
  post: /^(?:(?:本会|协会|学会|商会|会内|社团|拟任|届内|理事会|团体)(?:职务|任职)|拟任职务|本届职务|postinthebody|role)$/i,
  voting: /^(?:(?:是否|有无)?有?表决权|是否表决|表决|是否参加表决|是否有表决权|voting|votes?)$/i,
  phone: /^(?:电话|手机|手机号|手机号码|联系电话|联系方式|联系手机|电话号码|移动电话|phone|mobile|tel|telephone)$/i,
  email: /^(?:邮箱|电子邮箱|电子邮件|邮件|e-?mail|emailaddress)$/i,
  reading: /^(?:姓氏读音|读音|拼音|姓氏拼音|surnamereading|pinyin)$/i,
  note: /^(?:备注|说明|remarks?|notes?)$/i,
};
/** How far down the head may stand. */
const HEAD_ROWS = 20;

export interface RosterHead {
  /** Its row in the grid; -1 = there is none. */
  readonly row: number;
  readonly columns: ReadonlyMap<number, RosterColumn>;
}

/** The row that names most columns, a name among them; without one the first column is taken for names. */
export function findHead(grid: Grid): RosterHead {
  const heads = grid.slice(0, HEAD_ROWS).map((cells, row) => ({ row, columns: columnsIn(cells) }));
  const named = heads.filter(({ columns }) => [...columns.values()].includes('name'));
  const best = named.reduce<RosterHead | null>(
    (most, next) => (most === null || next.columns.size > most.columns.size ? next : most),
    null,
  );
  return best ?? { row: -1, columns: new Map([[0, 'name']]) };
}

function columnsIn(cells: readonly string[]): ReadonlyMap<number, RosterColumn> {
  const found = new Map<number, RosterColumn>();
  cells.forEach((cell, at) => {
    const head = cell.replace(/[\s\u3000*＊:：]|[（(][^）)]*[）)]/gu, '');
    const column = ROSTER_COLUMNS.find((each) => NAMES[each].test(head));
    if (column !== undefined && ![...found.values()].includes(column)) found.set(at, column);
  });
  return found;
}
