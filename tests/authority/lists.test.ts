// What lists, the trash and the search of the archive hold: all that somebody may see, and nothing else, not even as a count.
import { expect, test } from 'vitest';
import type { Role } from '../../shared/domain/roles.ts';
import { officeInUse, reaches, type Office, type Someone, type Target } from './office-in-use.ts';

const LIMIT_MS = 60_000;

interface List {
  readonly path: string;
  /** How the answer names what it lists. */
  readonly key: 'id' | 'archiveId';
  /** By hand: who finds what there, in the bodies that their grant reaches. */
  holds(role: Role, target: Target): boolean;
}

const steers = (role: Role): boolean => role === 'admin' || role === 'secretary';

const LISTS: readonly List[] = [
  {
    path: '/meetings',
    key: 'id',
    holds: (role, { state }) => state !== 'trashed' && (role !== 'reader' || state === 'archived'),
  },
  { path: '/meetings?trashed=true', key: 'id', holds: (role, { state }) => steers(role) && state === 'trashed' },
  { path: '/archive', key: 'archiveId', holds: (_role, { state }) => state === 'archived' },
  {
    path: '/archive?body=council',
    key: 'archiveId',
    holds: (_role, { state, body }) => state === 'archived' && body === 'own',
  },
  { path: '/archive?q=%E5%90%AC%E5%8F%96', key: 'archiveId', holds: (_role, { state }) => state === 'archived' },
];

async function idsIn(
  office: Office,
  list: List,
  headers: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const { status, text } = await office.send('GET', list.path, headers);
  expect(status).toBe(200);
  // Whatever place an id may have in the answer, an entry, a cursor or a count's neighbour, it is seen here.
  return office.targets
    .map((target) => (list.key === 'id' ? target.id : (target.archiveId ?? '-')))
    .filter((id) => text.includes(id));
}

/** What is not in `list` as it should be, for one reader. */
async function misplaced(office: Office, list: List, someone: Someone): Promise<readonly string[]> {
  const found = await idsIn(office, list, office.as(someone));
  return office.targets.flatMap((target) => {
    const id = list.key === 'id' ? target.id : target.archiveId;
    const expected = reaches(someone.reach, target.body) && list.holds(someone.role, target);
    if (id === null || found.includes(id) === expected) return [];
    const what = expected ? 'is missing' : 'is there';
    return [`${list.path} ${someone.name}: ${target.state} of ${target.body} ${what}`];
  });
}

test('every list holds what its reader may see, and no trace of anything else', { timeout: LIMIT_MS }, async () => {
  const office = await officeInUse();
  const wrong: string[] = [];

  for (const list of LISTS)
    for (const someone of office.people) wrong.push(...(await misplaced(office, list, someone)));

  expect(wrong).toEqual([]);
});

test(
  'a seal does not name the versions that belong to a body its reader has no rights in',
  { timeout: LIMIT_MS },
  async () => {
    const office = await officeInUse();
    const keeper = office.as(office.keeper);
    const sealed = office.targets.find(({ body, state }) => body === 'own' && state === 'archived');
    if (!sealed) throw new Error('no sealed meeting');
    await office.send('POST', `/meetings/${sealed.id}/reopen`, keeper, { reason: '试' });
    await office.send('PATCH', `/meetings/${sealed.id}`, { ...keeper, 'if-match': '*' }, { bodyId: 'board' });
    const second = await office.send('POST', `/meetings/${sealed.id}/archive`, keeper, { override: { reason: '试' } });
    const secondId = /"archiveId":"([^"]+)"/.exec(second.text)?.[1] ?? '';
    const reader = office.people.find(({ name }) => name === 'reader-other');
    if (!reader) throw new Error('no reader');

    const entry = await office.send('GET', `/archive/${secondId}`, office.as(reader));

    expect(entry.status).toBe(200);
    expect(entry.text).toContain(secondId);
    expect(entry.text).not.toContain(`"${sealed.archiveId ?? ''}"`);
  },
);
