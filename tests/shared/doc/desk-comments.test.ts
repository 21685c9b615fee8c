// Remarks and suggestions: read whatever stands there, settle, accept as an edit of the text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { anchorOf } from '../../../shared/doc/anchor.ts';
import { addItem, itemMinutes } from '../../../shared/doc/desk-agenda.ts';
import {
  addReply,
  addThread,
  readThreads,
  removeComment,
  reopenThread,
  restoreComment,
  reword,
  settleThread,
} from '../../../shared/doc/desk-comments.ts';
import { buildSnapshot } from '../../../shared/doc/snapshot.ts';
import { acceptSuggestion, passageNow, withdrawDoubles } from '../../../shared/doc/suggestions.ts';
import type { Anchor } from '../../../shared/domain/anchor.ts';
import { MAX_COMMENT_CHARS } from '../../../shared/domain/comment.ts';
import type { CommentId, ItemId, MeetingId } from '../../../shared/domain/ids.ts';
import { invariant } from '../../../shared/lib/assert.ts';
import { brand } from '../../../shared/lib/brand.ts';

const ITEM = brand<ItemId>('i1');
const LI = { by: 'li', byName: '李文静' };
const id = (text: string): CommentId => brand<CommentId>(text);

function deskReading(words: string): Y.Doc {
  const desk = new Y.Doc();
  addItem(desk, { id: ITEM, kind: 'discussion', title: '第一项', order: 'a1', minutes: [words] });
  return desk;
}

function textOf(desk: Y.Doc): Y.XmlText {
  const paragraph = itemMinutes(desk, ITEM)?.get(0);
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
  invariant(text instanceof Y.XmlText, 'the item has a text');
  return text;
}

function anchorAt(desk: Y.Doc, words: string): Anchor {
  const at = textOf(desk).toString().indexOf(words) + 1;
  const anchor = anchorOf(desk, ITEM, { from: at, to: at + words.length });
  invariant(anchor, 'the words stand there');
  return anchor;
}

/** A desk with one proposal to read `replacement` for `words`. */
function proposing(text: string, words: string, replacement: string) {
  const desk = deskReading(text);
  addThread(desk, { ...LI, id: id('s1'), at: 5, anchor: anchorAt(desk, words), text: '', replacement });
  const accept = (evenIf?: string) => {
    const [thread] = readThreads(desk);
    invariant(thread, 'the proposal stands');
    return acceptSuggestion(desk, thread, { by: 'zhou', at: 9, ...(evenIf === undefined ? {} : { evenIf }) });
  };
  return { desk, accept };
}

describe('remarks', () => {
  it('come back oldest first, each with its answers', () => {
    const desk = deskReading('六月三十日前发布');
    const anchor = anchorAt(desk, '三十日');
    addThread(desk, { ...LI, id: id('late'), at: 7, anchor, text: '乙' });
    addThread(desk, { ...LI, id: id('early'), at: 5, anchor, text: '甲' });
    addReply(desk, { ...LI, id: id('r2'), at: 9, replyTo: id('r1'), text: '二答' });
    addReply(desk, { ...LI, id: id('r1'), at: 8, replyTo: id('early'), text: '一答' });

    const threads = readThreads(desk);

    expect(threads.map(({ text, replies }) => [text, replies.map((reply) => reply.text)])).toEqual([
      ['甲', ['一答', '二答']],
      ['乙', []],
    ]);
    expect(threads[0]).toMatchObject({ kind: 'comment', anchor, by: 'li', byName: '李文静', at: 5, resolved: null });
  });

  it('are settled and opened again, removed and brought back, with all that was said', () => {
    const desk = deskReading('发布');
    addThread(desk, { ...LI, id: id('c1'), at: 5, anchor: anchorAt(desk, '发布'), text: '何时' });
    const only = () => readThreads(desk)[0];

    settleThread(desk, id('c1'), { by: 'zhou', at: 6, how: 'done' });
    expect(only()?.resolved).toEqual({ by: 'zhou', at: 6, how: 'done' });
    reopenThread(desk, id('c1'));
    expect(only()?.resolved).toBeNull();
    reword(desk, id('c1'), '何时何地');
    removeComment(desk, id('c1'));
    expect(only()).toBeUndefined();
    restoreComment(desk, id('c1'));
    expect(only()).toMatchObject({ text: '何时何地', by: 'li' });
  });

  it('have a limit each', () => {
    const desk = deskReading('发布');
    addThread(desk, {
      ...LI,
      id: id('c1'),
      at: 5,
      anchor: anchorAt(desk, '发布'),
      text: '字'.repeat(MAX_COMMENT_CHARS + 9),
    });

    expect(readThreads(desk)[0]?.text).toHaveLength(MAX_COMMENT_CHARS);
  });

  it('are read whatever anybody wrote there, and answers in a circle lead nowhere', () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          kind: fc.constantFrom('comment', 'suggestion', 'x', 3),
          anchor: fc.oneof(
            fc.jsonValue(),
            fc.record({ itemId: fc.constantFrom('i1', '', 'x/y'), from: fc.string() }, { noNullPrototype: true }),
          ),
          text: fc.oneof(fc.string(), fc.integer()),
          replyTo: fc.constantFrom('a', 'b', 'c', '__proto__', 7, null),
          resolved: fc.oneof(fc.jsonValue(), fc.record({ how: fc.string() }, { noNullPrototype: true })),
          at: fc.oneof(fc.double(), fc.string()),
          replacement: fc.oneof(fc.string(), fc.constant(null)),
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c', 'x/y', '__proto__'), value), (entries) => {
        const desk = deskReading('发布');
        for (const [key, entry] of Object.entries(entries))
          desk.getMap<unknown>('comments').set(key, JSON.parse(JSON.stringify(entry)));

        for (const thread of readThreads(desk)) passageNow(desk, thread);
      }),
    );
  });
});

describe('a suggestion', () => {
  it('that is accepted stands in the text, and is settled by the same step', () => {
    const { desk, accept } = proposing('要在六月发布', '六月', '六月三十日前');

    expect(accept()).toEqual({ ok: true, value: null });

    expect(textOf(desk).toString()).toBe('要在六月三十日前发布');
    expect(readThreads(desk)[0]?.resolved).toEqual({ by: 'zhou', at: 9, how: 'accepted' });
  });

  it('with nothing in its place takes the passage away', () => {
    const { desk, accept } = proposing('要在六月发布', '在六月', '');

    accept();

    expect(textOf(desk).toString()).toBe('要发布');
  });

  it('of a passage that reads otherwise by now is refused, with what stands there, until one says so', () => {
    const { desk, accept } = proposing('要在六月发布', '六月', '年底');
    textOf(desk).insert(3, '、七');

    const refusal = accept();
    const untouched = textOf(desk).toString();
    const insisted = accept('六、七月');

    expect(refusal).toMatchObject({ ok: false, code: 'passage-changed', data: { now: '六、七月' } });
    expect(untouched).toBe('要在六、七月发布');
    expect(insisted.ok).toBe(true);
    expect(textOf(desk).toString()).toBe('要在年底发布');
  });

  it('of a passage that is gone is refused', () => {
    const { desk, accept } = proposing('要在六月发布', '六月', '年底');
    textOf(desk).delete(2, 2);

    expect(accept()).toMatchObject({ ok: false, code: 'passage-gone' });
  });

  it('keeps the marks of the words it replaces, and what was internal in part is internal whole', () => {
    const { desk, accept } = proposing('预算三十万元', '三十万', '五十万');
    textOf(desk).format(3, 2, { internal: {} });
    textOf(desk).format(2, 3, { strong: {} });

    accept();

    expect(textOf(desk).toDelta()).toEqual([
      { insert: '预算' },
      { insert: '五十万', attributes: { strong: {}, internal: {} } },
      { insert: '元' },
    ]);
  });

  it('leaves other remarks on the words that take their place', () => {
    const { desk, accept } = proposing('要在六月发布', '六月', '年底前');
    addThread(desk, { ...LI, id: id('c2'), at: 6, anchor: anchorAt(desk, '六月'), text: '太早' });

    accept();

    const remark = readThreads(desk).find((thread) => thread.id === id('c2'));
    expect(remark && passageNow(desk, remark)?.words).toBe('年底前');
  });
});

/** Two replicas of one desk, apart until `meet`. */
function apart(desk: Y.Doc): { readonly other: Y.Doc; readonly meet: () => void } {
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(desk));
  const meet = (): void => {
    Y.applyUpdate(other, Y.encodeStateAsUpdate(desk));
    Y.applyUpdate(desk, Y.encodeStateAsUpdate(other));
  };
  return { other, meet };
}

describe('two people at once', () => {
  it('settle, reword and remove one remark, and nothing of it is lost', () => {
    const desk = deskReading('发布');
    addThread(desk, { ...LI, id: id('c1'), at: 5, anchor: anchorAt(desk, '发布'), text: '何时' });
    const { other, meet } = apart(desk);

    settleThread(desk, id('c1'), { by: 'zhou', at: 6, how: 'done' });
    reword(other, id('c1'), '何时何地');
    meet();

    expect(readThreads(desk)[0]).toMatchObject({ text: '何时何地', resolved: { by: 'zhou', how: 'done' } });
    expect(readThreads(other)).toEqual(readThreads(desk));
  });

  it('read what an older page wrote into the remark itself, and change it from there', () => {
    const desk = deskReading('发布');
    const entry = { ...LI, at: 5, kind: 'comment', text: '何时', anchor: anchorAt(desk, '发布') };
    desk.getMap<unknown>('comments').set('c1', { ...entry, resolved: { by: 'zhou', at: 6, how: 'done' } });
    desk.getMap<unknown>('comments').set('c2', { ...entry, removed: true });
    const before = readThreads(desk).map(({ resolved }) => resolved?.how);

    reopenThread(desk, id('c1'));
    restoreComment(desk, id('c2'));

    expect(before).toEqual(['done']);
    expect(readThreads(desk).map(({ resolved }) => resolved)).toEqual([null, null]);
  });

  it.each([
    ['六月', '六月三十日前', '要在六月三十日前发布'],
    ['六月', '年底', '要在年底发布'],
    ['六月', '', '要在发布'],
  ])('accept a suggestion, and its words stand once: %s → %s', (words, replacement, reads) => {
    const { desk } = proposing('要在六月发布', words, replacement);
    const { other, meet } = apart(desk);
    for (const [replica, by] of [
      [desk, 'zhou'],
      [other, 'wang'],
    ] as const) {
      const [thread] = readThreads(replica);
      invariant(thread, 'the proposal stands');
      acceptSuggestion(replica, thread, { by, at: 9 });
    }
    meet();

    // Both pages look, and look again once they have heard of each other.
    withdrawDoubles(desk);
    withdrawDoubles(other);
    meet();
    const again = [withdrawDoubles(desk), withdrawDoubles(other)];

    expect([textOf(desk).toString(), textOf(other).toString(), again]).toEqual([reads, reads, [false, false]]);
    expect(readThreads(desk)[0]?.resolved?.how).toBe('accepted');
  });

  it('accept one after the other, and nothing that stands is taken out', () => {
    const { desk, accept } = proposing('要在六月发布', '六月', '六月三十日前');
    accept();
    reopenThread(desk, id('s1'));
    accept('六月三十日前');

    const wasDouble = withdrawDoubles(desk);

    expect([wasDouble, textOf(desk).toString()]).toEqual([false, '要在六月三十日前发布']);
  });

  it('accept, and nobody can have words of somebody else taken out by noting them as written twice', () => {
    const { desk, accept } = proposing('要在六月发布，年底前完成', '六月', '年底');
    const others = desk.clientID;
    const comments = desk.getMap<unknown>('comments');
    const note = (key: string, client: number, clock: number, length: number): void => {
      comments.set(key, { client, clock, length });
    };
    // Before it is accepted, with no such proposal, and then beside the acceptance that counts.
    note('s1.kept', 9, 0, 1);
    note('s1.accepted.9-0', others, 0, 1_000);
    note('none.kept', 9, 0, 1);
    note(`none.accepted.${others}-0`, others, 0, 1_000);
    withdrawDoubles(desk);
    const before = textOf(desk).toString();
    accept();
    note('s1.accepted.9-0', others, 0, 1_000);
    for (let clock = 0; clock < 40; clock += 1) note(`s1.accepted.${others}-${clock}`, others, clock, 7);
    comments.set('s1.accepted.77-5', { client: 77, clock: 5, length: 10 });
    comments.set('s1.accepted.y', { client: -1, clock: 'x', length: null });

    withdrawDoubles(desk);

    expect([before, textOf(desk).toString()]).toEqual(['要在六月发布，年底前完成', '要在年底发布，年底前完成']);
  });

  it('accept, and the words of one are left when those that counted were taken back', () => {
    const { desk, accept } = proposing('要在六月发布', '六月', '年底');
    const { other, meet } = apart(desk);
    // The higher number's words count, and stand behind the others.
    [desk.clientID, other.clientID] = [1, 2];
    const [thread] = readThreads(other);
    invariant(thread, 'the proposal stands');
    acceptSuggestion(other, thread, { by: 'wang', at: 9 });
    accept();
    meet();
    textOf(other).delete(4, 2);

    const wasDouble = withdrawDoubles(other);

    expect([wasDouble, textOf(other).toString()]).toEqual([false, '要在年底发布']);
  });
});

describe('what leaves the desk', () => {
  it('never holds a remark, a suggestion or a shared note, whatever they say', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 8, maxLength: 40 }),
        fc.constantFrom('internal', 'public'),
        (words, audience) => {
          const secret = `§${words}§`;
          const { desk } = proposing('要在六月发布', '六月', secret);
          addReply(desk, { by: secret, byName: secret, id: id('r1'), at: 6, replyTo: id('s1'), text: secret });
          const note = new Y.XmlElement('paragraph');
          note.insert(0, [new Y.XmlText(secret)]);
          desk.getXmlFragment('notes').insert(0, [note]);

          const snapshot = buildSnapshot({
            desk,
            record: new Y.Doc(),
            meetingId: brand<MeetingId>('m1'),
            version: 1,
            audience,
          });

          expect(JSON.stringify(snapshot)).not.toContain(JSON.stringify(secret).slice(1, -1));
        },
      ),
    );
  });
});
