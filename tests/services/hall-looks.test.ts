// How a body's hall screens look: who sets it, what becomes of a logo, what the wall is told, and that no fact knows it.
import { expect, test } from 'vitest';
import { buildSnapshot } from '../../shared/doc/snapshot.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { MeetingId } from '../../shared/domain/ids.ts';
import type { ScreenState } from '../../shared/protocol/screen-state.ts';
import { settled } from '../support/hand-clock.ts';
import { look as lookInto, must, openTestOffice, userWith, type TestOffice } from '../support/office.ts';
import { pixels, png } from '../support/files/pictures.ts';

const secretary = userWith('secretary');
const BODY = 'council';

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function hall() {
  const office = await openTestOffice();
  must(await office.services.bodies.create(secretary, { id: BODY, name: '常务理事会' }));
  const created = must(await office.services.meetings.create(secretary, { title: '例会', bodyId: BODY }));
  const meetingId = brand<MeetingId>(created.id);
  const states: ScreenState[] = [];
  office.services.screens.subscribe(meetingId, 'main', (state) => states.push(state));
  const { hallLooks } = office.services;
  const put = (bytes: Uint8Array) =>
    hallLooks.putLogo(secretary, BODY, { bytes: once(bytes), expectedBytes: bytes.length });
  const passed = async (): Promise<ScreenState | undefined> => {
    for (let step = 0; step < 4; step += 1) {
      office.clock.advance(125);
      await settled();
      must(await office.rooms.read(meetingId, 1, () => null));
      await settled();
    }
    return states.at(-1);
  };
  return { office, meetingId, hallLooks, put, passed };
}

function snapshotOf(office: TestOffice, meetingId: MeetingId) {
  return lookInto(office, meetingId, ({ desk, record }) =>
    buildSnapshot({ desk, record, meetingId, version: 1, audience: 'internal' }),
  );
}

test('a screen that is up takes a new look at once, and its colours are legible ones', async () => {
  const { hallLooks, passed } = await hall();
  const before = await passed();

  must(await hallLooks.patch(secretary, BODY, { title: '苏州市安防协会', accent: '#1d6663' }));
  const after = await passed();

  expect(before?.look).toBeUndefined();
  expect(after?.look).toMatchObject({ title: '苏州市安防协会', logo: null, colours: { light: { band: '#1d6663' } } });
});

test('a logo is made anew, small enough for a wall, and opened by its digest alone', async () => {
  const { hallLooks, put, passed } = await hall();

  const { logo } = must(await put(png(1_000, 400)));
  const digest = logo?.url.split('/').at(-1) ?? '';
  const bytes = must(await hallLooks.logo(digest));

  expect(logo).toMatchObject({ onPlate: true, width: 512 });
  expect(Buffer.from(bytes).subarray(1, 4).toString()).toBe('PNG');
  expect((await passed())?.look?.logo?.url).toBe(logo?.url);
  expect(await hallLooks.logo('0'.repeat(64))).toMatchObject({ ok: false, code: 'not-found' });
});

test('a WebP becomes a PNG; what is no picture, or is damaged, is refused and leaves what stood', async () => {
  const { hallLooks, put } = await hall();
  const { logo } = must(await put(pixels(64, 64).webpSync(90)));

  const answers = [
    await put(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')),
    await put(Buffer.from('%PDF-1.7')),
    await put(png(64, 64).subarray(0, 60)),
    await put(Buffer.alloc(2 * 1024 * 1024 + 1)),
  ];

  expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code))).toEqual([
    'invalid',
    'invalid',
    'invalid',
    'too-large',
  ]);
  expect(must(await hallLooks.read(secretary, BODY)).logo).toEqual(logo);
});

test('a logo that no body has any more is forgotten, one that another has stays', async () => {
  const { office, hallLooks, put } = await hall();
  must(await office.services.bodies.create(secretary, { id: 'board', name: '监事会' }));
  const bytes = png(32, 32);
  const digest =
    must(await put(bytes))
      .logo?.url.split('/')
      .at(-1) ?? '';
  must(await hallLooks.putLogo(secretary, 'board', { bytes: once(bytes), expectedBytes: null }));

  must(await hallLooks.removeLogo(secretary, BODY));
  const kept = await hallLooks.logo(digest);
  must(await hallLooks.removeLogo(secretary, 'board'));

  expect([kept.ok, (await hallLooks.logo(digest)).ok]).toEqual([true, false]);
});

test('what one sets leaves what another set, and null takes away', async () => {
  const { hallLooks, put } = await hall();
  must(await hallLooks.patch(secretary, BODY, { title: '安防协会' }));
  must(await put(png(32, 32)));
  must(await hallLooks.patch(secretary, BODY, { accent: '#2c558c', onPlate: false }));

  const all = must(await hallLooks.read(secretary, BODY));
  const less = must(await hallLooks.patch(secretary, BODY, { title: null, accent: null }));

  expect(all).toMatchObject({ title: '安防协会', accent: '#2c558c', logo: { onPlate: false } });
  expect(less).toMatchObject({ title: null, accent: null, colours: null, logo: { width: 32 } });
});

test('nobody but who keeps the register sets it, and of an unknown body nothing is known', async () => {
  const { hallLooks } = await hall();
  const reader = userWith('reader');

  const answers = [
    await hallLooks.patch(reader, BODY, { title: 'x' }),
    await hallLooks.read(reader, BODY),
    await hallLooks.read(secretary, 'nowhere'),
  ];

  expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code))).toEqual(['not-found', 'not-found', 'not-found']);
});

test('no fact of a meeting knows of it: what would be sealed is the same before and after', async () => {
  const { office, meetingId, hallLooks, put } = await hall();
  const before = JSON.stringify(await snapshotOf(office, meetingId));

  must(await hallLooks.patch(secretary, BODY, { title: '安防协会', accent: '#84541b' }));
  must(await put(png(32, 32)));

  expect(JSON.stringify(await snapshotOf(office, meetingId))).toBe(before);
});
