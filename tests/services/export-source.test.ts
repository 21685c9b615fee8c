// Who gets which meeting on paper, and that it is read once for one paper: what was asked for and all that may be read are the same
// moment of the meeting.
import { expect, test, vi } from 'vitest';
import type { MeetingId } from '../../shared/domain/ids.ts';
import type { Audience } from '../../shared/domain/snapshot.ts';
import { brand } from '../../shared/lib/brand.ts';
import { meetingIn, must, openTestOffice, userWith, type TestOffice } from '../support/office.ts';

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

function audienceOf(json: unknown): string {
  const { audience } = JSON.parse(String(json)) as { readonly audience: string };
  return audience;
}
