// Who gets which meeting on paper, and that it is read once for one paper: what was asked for and all that may be read are the same
// moment of the meeting.
import { expect, test, vi } from 'vitest';
import type * as Y from 'yjs';
import { zipParts } from '../../server/export/zip-reader.ts';
import { addItem, setItem } from '../../shared/doc/desk-agenda.ts';
import { setConveningFact } from '../../shared/doc/desk-convening.ts';
import type { ItemId, MeetingId } from '../../shared/domain/ids.ts';
import type { Audience } from '../../shared/domain/snapshot.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok } from '../../shared/lib/result.ts';
import { parseLocalDate } from '../../shared/lib/time.ts';
import { meetingIn, must, openTestOffice, userWith, type TestOffice } from '../support/office.ts';

const LIMITS = { entries: 1_000, unpackedBytes: 20_000_000 };

async function draftIn(office: TestOffice): Promise<MeetingId> {
  const made = await office.services.meetings.create(userWith('secretary'), { title: '例会', draft: true });
  return brand<MeetingId>(must(made).id);
}

test.each(['public', 'internal'] as const)(
  'a paper asked for as %s takes one reading of the meeting',
  async (audience) => {
    const office = await openTestOffice();
    const meetingId = await meetingIn(office);
    const read = vi.spyOn(office.rooms, 'read');
    const asked = { meetingId, audience, locale: 'zh-CN' } as const;

    must(await office.services.papers.file(userWith('secretary'), { ...asked, kind: 'notice', format: 'docx' }));
    expect(read).toHaveBeenCalledTimes(1);

    must(await office.services.papers.offers(userWith('secretary'), asked));
    expect(read).toHaveBeenCalledTimes(2);
  },
);

test('of a draft nothing leaves the house, though its secretariat may read all of it', async () => {
  const office = await openTestOffice();
  const meetingId = await draftIn(office);
  const code = async (audience: Audience, kind: 'notice' | 'minutes'): Promise<string> => {
    const asked = { meetingId, audience, kind, locale: 'zh-CN', format: 'docx' } as const;
    const file = await office.services.papers.file(userWith('secretary'), asked);
    return file.ok ? 'ok' : file.code;
  };

  expect(await code('public', 'notice')).toBe('draft');
  expect(await code('public', 'minutes')).toBe('draft');
  expect(await code('internal', 'notice')).toBe('ok');
});

test('a reader has neither the meeting as it stands nor, once it is sealed, what is internal', async () => {
  const office = await openTestOffice();
  const meetingId = await meetingIn(office);
  const answer = async (audience: Audience): Promise<string> => {
    const asked = { meetingId, audience, locale: 'zh-CN', format: 'json' } as const;
    const file = await office.services.exports.exportMeeting(userWith('reader'), asked);
    return file.ok ? audienceOf(file.value.content) : file.code;
  };
  const before = [await answer('public'), await answer('internal')];

  const reason = { override: { reason: '试' } };
  must(await office.services.archive.archive(userWith('secretary'), meetingId, reason));

  expect(before).toEqual(['not-found', 'not-found']);
  expect([await answer('public'), await answer('internal')]).toEqual(['public', 'not-found']);
});

test('a reader’s notice is the public edition that went out, and nothing else tells of what it says', async () => {
  const office = await openTestOffice();
  const meetingId = await meetingIn(office);
  const filled = (doc: Y.Doc): void => {
    addItem(doc, { id: brand<ItemId>('inside'), kind: 'deliberation', title: '免去赵某职务', order: 'a0' });
    setItem(doc, brand<ItemId>('inside'), { internal: true });
    addItem(doc, { id: brand<ItemId>('open'), kind: 'deliberation', title: '审议预算', order: 'a1' });
    setConveningFact(doc, 'to', '各理事');
    setConveningFact(doc, 'contact', '李文静 0512-1234567');
    setConveningFact(doc, 'requirements', ['请着正装。', '请先阅免去赵某职务的材料。']);
    setConveningFact(doc, 'issuedOn', parseLocalDate('2021-04-09'));
  };
  must(await office.rooms.change(meetingId, 1, 'user:secretary', () => ok({ value: null, desk: filled })));
  must(await office.services.archive.archive(userWith('secretary'), meetingId, { override: { reason: '试' } }));
  const printed = async (role: 'reader' | 'secretary', kind: 'notice' | 'agenda' | 'record'): Promise<string> => {
    const asked = { meetingId, audience: 'public', locale: 'zh-CN', kind, from: 1, count: 9 } as const;
    const file = must(await office.services.papers.print(userWith(role), { ...asked, format: 'docx' }));
    const parts = zipParts(Buffer.from(file.content), LIMITS);
    if (parts === null || parts === 'too-large') expect.fail();
    const text = parts.find(({ name }) => name === 'word/document.xml')?.bytes.toString() ?? expect.fail();
    return text.replace(/<[^>]*>/g, '');
  };

  const notice = await printed('reader', 'notice');
  for (const told of ['各理事', '李文静 0512-1234567', '请着正装', '2021年4月9日']) expect(notice).toContain(told);
  expect(notice).not.toContain('赵某');
  for (const kind of ['notice', 'agenda', 'record'] as const)
    expect(await printed('reader', kind), kind).toBe(await printed('secretary', kind));
  const json = { meetingId, audience: 'public', locale: 'zh-CN', format: 'json' } as const;
  const file = must(await office.services.exports.exportMeeting(userWith('reader'), json));
  expect(String(file.content)).not.toMatch(/convening|0512/);
});

function audienceOf(json: unknown): string {
  const { audience } = JSON.parse(String(json)) as { readonly audience: string };
  return audience;
}
