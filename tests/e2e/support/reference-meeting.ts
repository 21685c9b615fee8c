// The reference meeting as it was held: nine guests, thirty-one members of whom the report names one, eleven items with their
// ceremonies and the report of the committees, today.
import { readFileSync } from 'node:fs';
import { MINUTE_MS } from '../../../shared/lib/time.ts';
import { textField, type Caller } from '../../support/app.ts';

interface ReferenceFile {
  readonly agenda: readonly { readonly id: string }[];
  readonly attendanceCategories: readonly { readonly id: string }[];
}
// Ours, and held by the importer's own tests.
const FILE = JSON.parse(
  readFileSync(new URL('../../fixtures/reference-meeting.json', import.meta.url), 'utf8'),
) as ReferenceFile;

/** The first is in the report; the others are made up. */
export const COUNCIL: readonly string[] = (
  '王坤泉 陈立群 单雄信 欧阳立新 张伟 田富 田大利 曾国强 仇英 区小明 任建平 陆文博 顾念慈 沈嘉禾 朱红 胡建军 林秋月 郭永强 何伟 高翔 ' +
  '丁一凡 戴敏 解晓东 查良镛 盖文 朴成 尉迟恭 司马光 周敏华 孙悦 范成大'
).split(' ');
/** In the order in which they are introduced. */
export const GUESTS: readonly string[] = '牟晓生 刘晓新 潘剑铭 顾斌 张春野 吴坚 赵军 李建明 刘君平'.split(' ');
const PLANNED_MINUTES = [10, 10, 5, 25, 25, 5, 35, 30, 25, 35, 5];

/** Nothing of what was said is in it yet: that is for the note-takers to write. */
export async function referenceMeeting(admin: Caller): Promise<string> {
  const agenda = FILE.agenda.map((item, at) => ({ ...item, points: [], plannedMinutes: PLANNED_MINUTES[at] }));
  const attendanceCategories = FILE.attendanceCategories.map((group) =>
    group.id === 'standing_director' ? { ...group, names: COUNCIL } : group,
  );
  const made = await admin.post('/meetings/import', { ...FILE, agenda, attendanceCategories, conclusions: [] });
  const id = textField(made, 'id');
  const plannedStart = Math.ceil(Date.now() / (5 * MINUTE_MS)) * 5 * MINUTE_MS + 10 * MINUTE_MS;
  const times = { plannedStart, plannedEnd: plannedStart + 210 * MINUTE_MS };
  await admin.patch(`/meetings/${id}`, times, { headers: { 'if-match': '*' } });
  return id;
}
