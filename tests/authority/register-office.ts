// What the register of the office in use holds when somebody asks for it: made for the question, of a body in which nobody
// has rights but those who have them in all bodies.
import { randomUUID } from 'node:crypto';
import { PRESETS } from '../../shared/domain/charter.ts';
import { Form, read } from './exchange.ts';
import type { Office } from './office-in-use.ts';

const BODY = 'registered';
export const TASK = { bodyId: null, what: '寄出聘书', owners: [{ name: '赵军' }] };
export const ELSEWHERE = 'committee-elsewhere';
export const TOPIC = { title: '会费标准' };
export const CHARTER_ENTRY = { from: '2024-01-01', preset: 'cn.standing', rule: PRESETS['cn.standing'] };

async function make(office: Office, path: string, body: unknown): Promise<string> {
  return read(await office.send('POST', path, office.as(office.keeper), body), 'id');
}

export async function body(office: Office): Promise<string> {
  await office.send('POST', '/bodies', office.as(office.keeper), { id: BODY, name: '登记过的机构' });
  return BODY;
}

export function person(office: Office): Promise<string> {
  return make(office, '/people', { name: '赵军' });
}

/** Named by somebody's post. */
export async function organisation(office: Office): Promise<string> {
  const name = `苏州市安防协会${randomUUID()}`;
  await make(office, '/people', { name: '赵军', posts: [{ org: name }] });
  const listed = await office.send('GET', '/organisations', office.as(office.keeper));
  const found = new RegExp(`"id":"([^"]+)","name":"${name}"`).exec(listed.text)?.[1];
  if (found === undefined) throw new Error(`no ${name} in ${listed.text}`);
  return found;
}

/** Every body has one, of the first number that is free. */
export async function term(office: Office): Promise<readonly [string, string]> {
  const bodyId = await body(office);
  const register = await office.send('GET', `/bodies/${bodyId}/register`, office.as(office.keeper));
  const known = /"terms":\[\{"id":"([^"]+)"/.exec(register.text)?.[1];
  return [bodyId, known ?? (await make(office, `/bodies/${bodyId}/terms`, { number: 1, from: '2024-01-01' }))];
}

export async function member(office: Office): Promise<readonly [string, string]> {
  const [bodyId, termId] = await term(office);
  return [bodyId, await make(office, `/bodies/${bodyId}/terms/${termId}/members`, { person: { name: '赵军' } })];
}

export async function seatedTerm(office: Office): Promise<readonly [string, string]> {
  await member(office);
  return term(office);
}

export async function charterEntry(office: Office): Promise<readonly [string, string]> {
  const bodyId = await body(office);
  return [bodyId, await make(office, `/bodies/${bodyId}/charter`, CHARTER_ENTRY)];
}

export function rosterImport(office: Office): Promise<string> {
  return make(office, '/people/imports', { file: '名册.xlsx', rows: [{ row: 2, name: '赵军' }] });
}

/** Handed out, of no body. */
export function task(office: Office): Promise<string> {
  return make(office, '/tasks', TASK);
}

/** The body, and a topic of its backlog. */
export async function topic(office: Office): Promise<readonly [string, string]> {
  const id = await body(office);
  return [id, await make(office, `/bodies/${id}/topics`, TOPIC)];
}

/** A meeting that is held, and a task of its body. */
export async function reviewed(office: Office): Promise<readonly [string, string]> {
  const meeting = await make(office, '/meetings', { title: '例会', bodyId: ELSEWHERE });
  await office.send('POST', `/meetings/${meeting}/phase`, office.as(office.keeper), { to: 'live' });
  return [meeting, await make(office, '/tasks', { ...TASK, bodyId: ELSEWHERE })];
}

/** The task, and a link for its owner. */
export async function taskLink(office: Office): Promise<readonly [string, string]> {
  const made = await office.send('POST', '/tasks', office.as(office.keeper), TASK);
  const owner = /"owners":\[\{"key":"([^"]+)"/.exec(made.text)?.[1];
  const id = read(made, 'id');
  return [id, await make(office, `/tasks/${id}/links`, { owner })];
}

/** The task, and a file that its history brought. */
export async function taskFile(office: Office): Promise<readonly [string, string]> {
  const id = await task(office);
  const file = await make(office, `/tasks/${id}/files`, Form.withFile());
  const report = { action: 'report', text: '见附件', files: [file] };
  const noted = await office.send('PATCH', `/tasks/${id}`, { ...office.as(office.keeper), 'if-match': '*' }, report);
  if (noted.status !== 200) throw new Error(`a report was refused: ${noted.text}`);
  return [id, file];
}
