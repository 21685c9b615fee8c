// The hall screen on the phones of those who signed in: where the secretariat made a link for viewers, as long as that stands.
import { io } from 'socket.io-client';
import { expect, onTestFinished, test } from 'vitest';
import { field, startApp, textField, type Caller, type TestApp } from '../support/app.ts';

interface Hall {
  readonly app: TestApp;
  readonly keeper: Caller;
  readonly meetingId: string;
  /** What signing in answers, by a link for everybody. */
  signIn(): Promise<unknown>;
}

async function hall(): Promise<Hall> {
  const app = await startApp();
  const keeper = await app.admin();
  const file = { meeting: { name: '会议' }, otherPeople: [{ name: '张伟' }] };
  const meetingId = textField(await keeper.post('/meetings/import', file), 'id');
  const door = textField(await keeper.post(`/meetings/${meetingId}/links`, { kind: 'checkin' }), 'token');
  const opened = await app.anyone.post(`/checkin/${door}/open`, {});
  const [person] = field(opened, 'people') as readonly { key: string }[];
  const signIn = async () => (await app.anyone.post(`/checkin/${door}`, { person: person?.key })).body;
  return { app, keeper, meetingId, signIn };
}

/** What came over the screens' line: a picture, or why not. */
function looked(app: TestApp, token: string): Promise<string> {
  const options = { transports: ['websocket'], auth: { token }, forceNew: true, reconnection: false };
  const socket = io(`${app.url}/screen`, options);
  onTestFinished(() => void socket.disconnect());
  return new Promise((resolve) => {
    socket.once('screen', () => resolve('a picture'));
    socket.once('connect_error', ({ message }) => resolve(message));
  });
}

const keyIn = (signed: unknown): string => /"view":"([^"]+)"/.exec(JSON.stringify(signed))?.[1] ?? '';

test('whoever signs in gets nothing to look at where no link for viewers was made', async () => {
  const { keeper, meetingId, signIn } = await hall();
  await keeper.post(`/meetings/${meetingId}/links`, { kind: 'projector', screen: 'main' });
  await keeper.post(`/meetings/${meetingId}/links`, { kind: 'view', screen: 'foyer' });

  expect(keyIn(await signIn())).toBe('');
});

test('with one, signing in brings the hall screen along, and once more for whoever is in already', async () => {
  const { app, keeper, meetingId, signIn } = await hall();
  await keeper.post(`/meetings/${meetingId}/links`, { kind: 'view' });

  const [first, again] = [keyIn(await signIn()), keyIn(await signIn())];

  expect([first !== '', again]).toEqual([true, first]);
  expect(await looked(app, first)).toBe('a picture');
});

test('it goes dark with the link that allowed it, and a made-up one shows nothing', async () => {
  const { app, keeper, meetingId, signIn } = await hall();
  const link = textField(await keeper.post(`/meetings/${meetingId}/links`, { kind: 'view' }), 'id');
  const chair = textField(await keeper.post(`/meetings/${meetingId}/links`, { kind: 'chair' }), 'id');
  const key = keyIn(await signIn());
  const forged = [key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A'), key.replace(link, chair), `${key}~`];
  const seen = await Promise.all(forged.map((each) => looked(app, each)));

  await keeper.delete(`/links/${link}`);

  expect(seen).not.toContain('a picture');
  expect([await looked(app, key), keyIn(await signIn())]).toEqual([expect.not.stringContaining('picture'), '']);
});
