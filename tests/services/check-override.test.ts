// A finding of the checks before issue may stand with a reason: who, when and why are kept in the record and told in the audit
// log, and the word can be taken back.
import { expect, test } from 'vitest';
import { readCheckOverrides } from '../../shared/doc/record-checks.ts';
import { OPERATOR } from '../../server/services/operator.ts';
import { look, meetingIn, must, openTestOffice, userWith } from '../support/office.ts';
import { START } from '../support/hand-clock.ts';

const secretary = userWith('secretary');

async function room() {
  const office = await openTestOffice();
  const meetingId = await meetingIn(office);
  const say = (id: string, data: unknown, who = secretary): Promise<unknown> =>
    office.services.commands.execute(who, { id, meetingId, kind: 'check.override', data, claimedAt: 0 });
  const overrides = () => look(office, meetingId, ({ record }) => readCheckOverrides(record));
  return { office, meetingId, say, overrides };
}

const WORD = { finding: 'chair-missing:', mark: '["",""]', reason: '  现场轮值  ' };

test('the record keeps who let it stand, when and why, and the audit log says so', async () => {
  const { office, say, overrides } = await room();

  expect(await say('override-number-one', WORD)).toMatchObject({ ok: true });

  expect(await overrides()).toEqual([
    {
      ...{ finding: 'chair-missing:', mark: '["",""]', reason: '现场轮值', at: START },
      ...{ by: secretary.userId, byName: secretary.displayName },
    },
  ]);
  const { entries } = must(await office.services.auditLog.list(OPERATOR, { action: 'check.overridden' }));
  expect(entries).toHaveLength(1);
});

test('the word is taken back, and a new one stands in its place', async () => {
  const { say, overrides } = await room();
  await say('override-number-one', WORD);
  await say('override-number-two', { ...WORD, mark: '["x",""]', reason: '另有原因' });
  expect((await overrides()).map(({ reason }) => reason)).toEqual(['另有原因']);

  await say('override-number-three', { ...WORD, reason: null });

  expect(await overrides()).toEqual([]);
});

test.each([
  ['a blank reason', { ...WORD, reason: ' ' }],
  ['what is no finding', { ...WORD, finding: '__proto__' }],
  ['a mark of any length', { ...WORD, mark: 'x'.repeat(601) }],
])('%s is refused', async (_name, data) => {
  const { say, overrides } = await room();
  expect(await say('override-number-one', data)).toMatchObject({ ok: false, code: 'invalid' });
  expect(await overrides()).toEqual([]);
});

test('whoever only takes notes lets nothing stand', async () => {
  const { say } = await room();
  expect(await say('override-number-one', WORD, userWith('notetaker'))).toMatchObject({ code: 'not-allowed' });
});
