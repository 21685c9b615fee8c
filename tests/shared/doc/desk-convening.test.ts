// What a notice says, in the desk: written and read back, bounded, and nothing of it for the public.
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { NO_CONVENING } from '../../../shared/domain/convening.ts';
import { readConvening, setConveningFact } from '../../../shared/doc/desk-convening.ts';
import { setIssueFact } from '../../../shared/doc/desk-papers.ts';
import { buildSnapshot } from '../../../shared/doc/snapshot.ts';
import type { MeetingId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { parseLocalDate } from '../../../shared/lib/time.ts';

describe('the facts of a notice', () => {
  it('are none before somebody fills one in', () => {
    const desk = new Y.Doc();
    setIssueFact(desk, 'number', '〔2021〕2号');

    expect(readConvening(desk)).toBeNull();
  });

  it('are read as they were written, apart from those of the minutes', () => {
    const desk = new Y.Doc();
    setConveningFact(desk, 'to', ' 各理事 ');
    setConveningFact(desk, 'requirements', ['准时', ' ', '静音']);
    setConveningFact(desk, 'replyBy', parseLocalDate('2021-04-16'));
    setConveningFact(desk, 'isAgendaDraft', true);
    setIssueFact(desk, 'issuedOn', parseLocalDate('2021-04-26'));

    expect(readConvening(desk)).toEqual({
      ...{ ...NO_CONVENING, to: '各理事', requirements: ['准时', '静音'], replyBy: '2021-04-16' },
      isAgendaDraft: true,
    });
  });

  it('of whatever form they are, become short texts, days or nothing', () => {
    const desk = new Y.Doc();
    const root = desk.getMap<unknown>('paperFacts');
    root.set('notice.to', 'x'.repeat(5_000));
    root.set('notice.replyBy', '2021-02-30');
    root.set('notice.requirements', [1, 'a'.repeat(900), null, ...Array.from({ length: 80 }, () => 'b')]);
    root.set('notice.isAgendaDraft', 'yes');

    const facts = readConvening(desk);

    expect([facts?.to?.length, facts?.replyBy, facts?.isAgendaDraft]).toEqual([300, null, false]);
    expect([facts?.requirements.length, facts?.requirements[0]?.length]).toEqual([30, 300]);
  });

  it('are for the secretariat: the public’s snapshot has none', () => {
    const [desk, record] = [new Y.Doc(), new Y.Doc()];
    setConveningFact(desk, 'contact', '李文静，0512-65220000');
    const source = { desk, record, meetingId: brand<MeetingId>('m1'), version: 1 };

    expect(buildSnapshot({ ...source, audience: 'internal' }).convening?.contact).toBe('李文静，0512-65220000');
    expect(JSON.stringify(buildSnapshot({ ...source, audience: 'public' }))).not.toContain('0512');
  });
});
