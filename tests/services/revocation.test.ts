// Taking rights from lines that are live: who is ended by what, when by time alone, and what a loss does to a question
// that was asked before it. Time by hand.
import { describe, expect, it } from 'vitest';
import type { LineEnd, LineHolder } from '../../server/ports.ts';
import { LiveRights } from '../../server/services/revocation.ts';
import type { LinkId, MeetingId, UserId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import { DAY_MS } from '../../shared/lib/time.ts';
import { HandClock, settled, START } from '../support/hand-clock.ts';

const LI = brand<UserId>('li');
const MEETING = brand<MeetingId>('m1');

interface Hall {
  readonly clock: HandClock;
  readonly rights: LiveRights;
  /** What was done to whom, in order. */
  readonly ends: string[];
  enter(name: string, holder: LineHolder): () => void;
}

function hall(): Hall {
  const clock = new HandClock();
  const ends: string[] = [];
  const rooms = {
    endSessions: () => void ends.push('rooms'),
    endMeeting: (id: MeetingId) => void ends.push(`rooms ${id}`),
  };
  const rights = new LiveRights({ rooms, clock });
  const enter: Hall['enter'] = (name, holder) => rights.enter(holder, (why: LineEnd) => ends.push(`${name} ${why}`));
  return { clock, rights, ends, enter };
}

function user(userId: UserId, hash: string, expiresAt: number | null = null): LineHolder {
  return { kind: 'user', userId, hash, expiresAt };
}

function link(id: string, expiresAt: number | null = null): LineHolder {
  return { kind: 'link', linkId: brand<LinkId>(id), meetingId: MEETING, hash: `hash of ${id}`, expiresAt };
}

describe('a loss', () => {
  it('[T45] of everything ends all lines of that person, after the rooms', () => {
    const { rights, ends, enter } = hall();
    enter('desk', user(LI, 'a'));
    enter('phone', user(LI, 'b'));
    enter('other', user(brand<UserId>('wang'), 'c'));
    enter('screen', link('l1'));

    rights.endUser(LI, 'revoked');
    rights.endUser(LI, 'revoked');

    expect(ends).toEqual(['rooms', 'desk revoked', 'phone revoked', 'rooms']);
  });

  it('[T45] of some rights leaves the lines known, so that the next loss finds them', () => {
    const { rights, ends, enter } = hall();
    enter('desk', user(LI, 'a'));

    rights.endUser(LI, 'changed');
    rights.endCredential('a');

    expect(ends).toEqual(['rooms', 'desk changed', 'desk revoked']);
  });

  it('[T46] of one credential ends what came by it and nothing else', () => {
    const { rights, ends, enter } = hall();
    enter('here', user(LI, 'a'));
    enter('there', user(LI, 'b'));

    rights.endCredential('a');

    expect(ends).toEqual(['here revoked']);
  });

  it('[T41] of a link ends its screens; of a meeting everyone in it', () => {
    const { rights, ends, enter } = hall();
    enter('hall', link('l1'));
    enter('foyer', link('l2'));
    enter('phone', link('l2'));

    rights.endLink(brand<LinkId>('l1'));
    rights.endMeeting(MEETING);

    expect(ends).toEqual(['hall revoked', 'rooms m1', 'foyer gone', 'phone gone']);
  });

  it('tells nobody who has left', () => {
    const { rights, ends, enter } = hall();
    enter('desk', user(LI, 'a'))();

    rights.endCredential('a');

    expect(ends).toEqual([]);
  });
});

describe('a credential that ends by time', () => {
  it('[T45] ends its lines within a second of the instant, and those that do not end stay', () => {
    const { clock, ends, enter } = hall();
    enter('week', user(LI, 'a', START + 7 * DAY_MS));
    enter('token', user(LI, 'b'));
    enter('screen', link('l1', START + 10_000));

    clock.advance(9_999);
    expect(ends).toEqual([]);
    clock.advance(1_001);
    expect(ends).toEqual(['screen revoked']);
    clock.advance(7 * DAY_MS);

    expect(ends).toEqual(['screen revoked', 'week revoked']);
  });

  it('needs no timer once nobody is left whom it concerns', () => {
    const { clock, enter } = hall();
    enter('screen', link('l1', START + 10_000));

    clock.advance(11_000);

    expect(clock.pending).toBe(0);
  });
});

describe('a question that was asked before a loss', () => {
  it('[T45] is asked once more, and only then answered', async () => {
    const { rights } = hall();
    const answers: ((answer: string) => void)[] = [];
    const asking = rights.certain(() => new Promise<string>((resolve) => answers.push(resolve)));

    rights.endUser(LI, 'revoked');
    answers[0]?.('yes');
    await settled();
    answers[1]?.('no');

    expect([await asking, answers.length]).toEqual(['no', 2]);
  });
});
