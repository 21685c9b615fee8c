// The one function that decides, asked directly. What the whole server makes of it is in tests/authority.
import { describe, expect, test } from 'vitest';
import {
  accessTo,
  authorize,
  OFFICE,
  passes,
  SOMEWHERE,
  type LinkHolder,
  type MeetingPlace,
  type Person,
} from '../../../shared/domain/authority.ts';
import type { BodyId, MeetingId, UserId } from '../../../shared/domain/ids.ts';
import type { Role } from '../../../shared/domain/roles.ts';
import { brand } from '../../../shared/lib/brand.ts';

const MEETING_ID = brand<MeetingId>('m1');
const ALLOWED = { ok: true, value: null };

function person(role: Role, bodyId: string | null = null): Person {
  return {
    userId: brand<UserId>('u1'),
    grants: [{ role, bodyId: bodyId === null ? null : brand<BodyId>(bodyId) }],
  };
}

function meeting(facts: Partial<MeetingPlace> = {}): MeetingPlace & { readonly id: MeetingId } {
  return { id: MEETING_ID, bodyId: 'council', phase: 'live', version: 1, trashedAt: null, ...facts };
}

function onMeeting(facts: Partial<MeetingPlace> = {}) {
  return { kind: 'meeting', meeting: meeting(facts) } as const;
}

describe('nobody', () => {
  test('[1] is asked to sign in, whatever they want', () => {
    expect(authorize(null, 'meeting.read', onMeeting())).toMatchObject({ code: 'not-signed-in' });
    expect(authorize(null, 'archive.search', SOMEWHERE)).toMatchObject({ code: 'not-signed-in' });
    expect(passes(null, 'signed-in')).toMatchObject({ code: 'not-signed-in' });
    expect(passes(null, 'anyone')).toEqual(ALLOWED);
  });
});

describe('a meeting', () => {
  test('[2] that someone may not see is not found, one they see but may not change says so', () => {
    expect(authorize(person('secretary', 'other'), 'meeting.edit', onMeeting())).toMatchObject({ code: 'not-found' });
    expect(authorize(person('reader'), 'meeting.edit', onMeeting())).toMatchObject({ code: 'not-found' });
    expect(authorize(person('notetaker'), 'meeting.edit', onMeeting())).toMatchObject({
      code: 'not-allowed',
      data: { action: 'meeting.edit' },
    });
  });

  test('whose phase forbids it says which phase', () => {
    const sealed = authorize(person('secretary'), 'meeting.edit', onMeeting({ phase: 'archived', version: 3 }));
    const open = authorize(person('secretary'), 'meeting.reopen', onMeeting());

    expect(sealed).toMatchObject({ code: 'sealed', data: { version: 3 } });
    expect(open).toMatchObject({ code: 'not-archived' });
  });

  test('[3] of no body needs a grant for all bodies', () => {
    const homeless = onMeeting({ bodyId: null });

    expect(authorize(person('secretary', 'council'), 'meeting.read', homeless)).toMatchObject({ code: 'not-found' });
    expect(authorize(person('secretary'), 'meeting.read', homeless)).toEqual(ALLOWED);
  });

  test('[4] in the trash is there only to be looked at and restored by whoever may restore it', () => {
    const trashed = onMeeting({ trashedAt: 1 });

    expect(authorize(person('secretary'), 'meeting.restore', trashed)).toEqual(ALLOWED);
    expect(authorize(person('secretary'), 'meeting.read', trashed)).toEqual(ALLOWED);
    expect(authorize(person('secretary'), 'meeting.edit', trashed)).toMatchObject({ code: 'not-found' });
    expect(authorize(person('secretary'), 'links.manage', trashed)).toMatchObject({ code: 'not-found' });
    expect(authorize(person('notetaker'), 'meeting.read', trashed)).toMatchObject({ code: 'not-found' });
  });

  test('is in a reader’s list while it is archived, and can be had as a file once it was sealed', () => {
    const reader = person('reader', 'council');
    const reopened = onMeeting({ version: 2 });

    expect(authorize(reader, 'meetings.list', onMeeting({ phase: 'archived' }))).toEqual(ALLOWED);
    expect(authorize(reader, 'meetings.list', reopened)).toMatchObject({ code: 'not-found' });
    expect(authorize(reader, 'meeting.export', reopened)).toEqual(ALLOWED);
    expect(authorize(reader, 'meeting.export', onMeeting())).toMatchObject({ code: 'not-found' });
  });
});

describe('a document', () => {
  const access = (who: Person, facts: Partial<MeetingPlace>, part: 'desk' | 'record', version = 1) =>
    accessTo(who, { meeting: meeting(facts), address: { part, version } });

  test('[5] is written as the newest desk of an open meeting, and read otherwise', () => {
    const notetaker = person('notetaker', 'council');

    expect(access(notetaker, {}, 'desk')).toBe('write');
    expect(access(notetaker, {}, 'record')).toBe('read');
    expect(access(notetaker, { version: 2 }, 'desk', 1)).toBe('read');
    expect(access(notetaker, { phase: 'archived' }, 'desk')).toBe('read');
  });

  test('is not there for readers, other bodies, the trash, or a version to come', () => {
    expect(access(person('reader'), {}, 'record')).toBeNull();
    expect(access(person('notetaker', 'other'), {}, 'desk')).toBeNull();
    expect(access(person('admin'), { trashedAt: 1 }, 'desk')).toBeNull();
    expect(access(person('admin'), {}, 'desk', 2)).toBeNull();
  });

  test('[5] says that it is read-only where the meeting can be written', () => {
    const record = { kind: 'document', meeting: meeting(), address: { part: 'record', version: 1 } } as const;

    expect(authorize(person('admin'), 'desk.write', record)).toMatchObject({ code: 'access-read-only' });
  });
});

describe('a link', () => {
  const holder: LinkHolder = { kind: 'link', link: 'projector', meetingId: MEETING_ID, screen: 'main' };
  const screen = { kind: 'screen', meeting: meeting(), screen: 'main' } as const;

  test('[6] opens the screen it names', () => {
    expect(authorize(holder, 'screen.watch', screen)).toEqual(ALLOWED);
  });

  test.each([
    ['another screen', holder, { ...screen, screen: 'side' }],
    ['another meeting’s', { ...holder, meetingId: brand<MeetingId>('m2') }, screen],
    ['one of a meeting in the trash', holder, { ...screen, meeting: meeting({ trashedAt: 1 }) }],
    ['one by a link of another kind', { ...holder, link: 'vote' }, screen],
  ] as const)('[6] does not open %s', (_what, who, what) => {
    expect(authorize(who, 'screen.watch', what)).toMatchObject({ code: 'not-found' });
  });

  test('[6] opens nothing but screens, and screens open by nothing else', () => {
    expect(authorize(holder, 'meeting.read', onMeeting())).toMatchObject({ code: 'not-found' });
    expect(authorize(holder, 'archive.search', SOMEWHERE)).toMatchObject({ code: 'not-found' });
    expect(passes(holder, 'signed-in')).toMatchObject({ code: 'not-found' });
    expect(authorize(person('admin'), 'screen.watch', screen)).toMatchObject({ code: 'not-found' });
  });
});

describe('a link of whoever chairs', () => {
  const holder: LinkHolder = { kind: 'link', link: 'chair', meetingId: MEETING_ID, screen: 'main' };
  const chair = { kind: 'chair', meeting: { id: MEETING_ID, trashedAt: null } } as const;

  test('[6] opens what they have before them, and neither a screen nor the door', () => {
    const screen = { kind: 'screen', meeting: meeting(), screen: 'main' } as const;
    const door = { kind: 'door', meeting: chair.meeting } as const;

    expect(authorize(holder, 'chair.watch', chair)).toEqual(ALLOWED);
    expect(authorize(holder, 'screen.watch', screen)).toMatchObject({ code: 'not-found' });
    expect(authorize(holder, 'roll.sign', door)).toMatchObject({ code: 'not-found' });
  });

  test.each([
    ['in another meeting', { ...holder, meetingId: brand<MeetingId>('m2') }, chair],
    ['in the trash', holder, { ...chair, meeting: { ...chair.meeting, trashedAt: 1 } }],
    ['by a link of another kind', { ...holder, link: 'view' }, chair],
    ['by an account', person('admin'), chair],
  ] as const)('[6] is opened by nothing else: %s', (_what, who, what) => {
    expect(authorize(who, 'chair.watch', what)).toMatchObject({ code: 'not-found' });
  });
});

describe('what belongs to the office', () => {
  test('[3] needs a grant for all bodies, at the door already', () => {
    const local = person('admin', 'council');

    expect(authorize(local, 'accounts.manage', OFFICE)).toMatchObject({ code: 'not-allowed' });
    expect(passes(local, 'accounts.manage')).toMatchObject({ code: 'not-allowed' });
    expect(authorize(person('admin'), 'accounts.manage', OFFICE)).toEqual(ALLOWED);
  });
});

describe('one’s own account', () => {
  const ungranted: Person = { userId: brand<UserId>('u1'), grants: [] };

  test('is one’s own without any grant, and nobody else’s, not even for administrators', () => {
    expect(authorize(ungranted, 'account.self', { kind: 'own', userId: brand<UserId>('u1') })).toEqual(ALLOWED);
    expect(passes(ungranted, 'account.self')).toEqual(ALLOWED);
    expect(authorize(person('admin'), 'account.self', { kind: 'own', userId: brand<UserId>('u2') })).toMatchObject({
      code: 'not-found',
    });
  });
});

describe('a file', () => {
  const file = (facts: Partial<MeetingPlace>, isPublished = false) =>
    ({ kind: 'file', meeting: meeting(facts), isPublished }) as const;

  test('is as its meeting is: kept by the secretariat, read by readers where it is published', () => {
    expect(authorize(person('notetaker'), 'file.write', file({}))).toEqual(ALLOWED);
    expect(authorize(person('notetaker', 'other'), 'file.read', file({}))).toMatchObject({ code: 'not-found' });
    expect(authorize(person('reader'), 'file.read', file({}))).toMatchObject({ code: 'not-found' });
    expect(authorize(person('reader'), 'file.read', file({ phase: 'archived' }, true))).toEqual(ALLOWED);
    expect(authorize(person('reader'), 'file.write', file({}, true))).toMatchObject({ code: 'not-allowed' });
  });

  test('of a sealed meeting stays as it is, and one in the trash is gone', () => {
    expect(authorize(person('admin'), 'file.write', file({ phase: 'archived' }))).toMatchObject({ code: 'sealed' });
    expect(authorize(person('admin'), 'file.read', file({ trashedAt: 1 }))).toMatchObject({ code: 'not-found' });
  });
});
