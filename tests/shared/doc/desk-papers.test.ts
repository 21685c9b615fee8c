// The draft of formal minutes in the desk: nobody's words are lost when two begin it at once, and what is internal never comes
// into the public's version.
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { addItem, itemMinutes, setItem } from '../../../shared/doc/desk-agenda.ts';
import { addSection, readSections, sectionText, setSection } from '../../../shared/doc/desk-draft.ts';
import { MINUTES_DRAFT, readMinutesDraft, setIssueFact } from '../../../shared/doc/desk-papers.ts';
import { buildSnapshot } from '../../../shared/doc/snapshot.ts';
import type { ItemId, MeetingId, SectionId } from '../../../shared/domain/ids.ts';
import type { SectionKey } from '../../../shared/domain/minutes-draft.ts';
import { publicSnapshot } from '../../../shared/domain/publish.ts';
import type { Audience } from '../../../shared/domain/snapshot.ts';
import { brand } from '../../../shared/lib/brand.ts';
import { parseLocalDate } from '../../../shared/lib/time.ts';
import { minutesPaper } from '../../../shared/papers/minutes-paper.ts';

const OPTIONS = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' } as const;
const sectionId = (id: string): SectionId => brand<SectionId>(id);

function write(desk: Y.Doc, id: string, text: string, marks: Readonly<Record<string, unknown>> = {}): void {
  const paragraph = sectionText(desk, sectionId(id))?.get(0);
  if (!(paragraph instanceof Y.XmlElement)) throw new Error(`no section ${id}`);
  const words = new Y.XmlText();
  paragraph.insert(paragraph.length, [words]);
  words.insert(0, text, { ...marks });
}

function section(desk: Y.Doc, id: string, key: SectionKey, text: string): void {
  addSection(desk, MINUTES_DRAFT, { id: sectionId(id), key, base: '' });
  write(desk, id, text);
}

function snapshotOf(desk: Y.Doc, audience: Audience = 'internal') {
  return buildSnapshot({ desk, record: new Y.Doc(), meetingId: brand<MeetingId>('m1'), version: 1, audience });
}

const agendaItem = (id: string, title: string) =>
  ({ id: brand<ItemId>(id), kind: 'briefing', title, order: id }) as const;

describe('sections', () => {
  it('of one key that two began at once are both kept: one counts, the other waits for a person', () => {
    const [here, there] = [new Y.Doc(), new Y.Doc()];
    section(here, 'b', 'opening', '甲写的');
    section(there, 'a', 'opening', '乙写的');
    Y.applyUpdate(here, Y.encodeStateAsUpdate(there));
    Y.applyUpdate(there, Y.encodeStateAsUpdate(here));

    expect(readSections(here, MINUTES_DRAFT)).toEqual(readSections(there, MINUTES_DRAFT));
    expect(readSections(here, MINUTES_DRAFT).map(({ id, isDouble }) => [id, isDouble])).toEqual([
      ['a', false],
      ['b', true],
    ]);
    setSection(here, sectionId('a'), { removed: true });
    expect(readMinutesDraft(here)?.sections).toHaveLength(1);
    expect(readMinutesDraft(here)?.removed).toEqual([]);
  });

  it('that were taken out are printed no more, and come back', () => {
    const desk = new Y.Doc();
    section(desk, 'a', 'opening', '另写的开头');
    setSection(desk, sectionId('a'), { removed: true });
    const without = minutesPaper(snapshotOf(desk), OPTIONS);
    setSection(desk, sectionId('a'), { removed: false });
    const again = minutesPaper(snapshotOf(desk), OPTIONS);

    expect(JSON.stringify(without.parts)).not.toContain('现纪要如下');
    expect(JSON.stringify(again.parts)).toContain('另写的开头');
  });

  it('with a key that no one knows, or that are no maps, are left out', () => {
    const desk = new Y.Doc();
    desk.getMap('papers').set('x', 'nothing');
    desk.getMap('papers').set('y', new Y.Map([['key', 'constructor']]));

    expect(readSections(desk, MINUTES_DRAFT)).toEqual([]);
    expect(readMinutesDraft(desk)).toBeNull();
  });
});

describe('what is filled in for issuing', () => {
  it('is read back cut to what a line holds, a day only as a day', () => {
    const desk = new Y.Doc();
    setIssueFact(desk, 'number', '〔2021〕2号');
    setIssueFact(desk, 'issuedOn', parseLocalDate('2021-04-26'));
    desk.getMap('paperFacts').set('copies', 'x'.repeat(5_000));
    const draft = readMinutesDraft(desk);
    desk.getMap('paperFacts').set('issuedOn', '2021-02-30');

    expect(draft?.issue).toMatchObject({ number: '〔2021〕2号', issuedOn: '2021-04-26' });
    expect(draft?.issue.copies).toHaveLength(300);
    expect(readMinutesDraft(desk)?.issue.issuedOn).toBeNull();
  });
});

describe('the public version', () => {
  it('has neither sections of internal items nor internal words nor a section that names an internal item', () => {
    const desk = new Y.Doc();
    addItem(desk, agendaItem('i1', '情况介绍'));
    addItem(desk, agendaItem('i2', '人事调整方案'));
    section(desk, 'a', 'opening', '会议听取了情况介绍，研究了人事调整方案。');
    section(desk, 'b', 'item-i1', '公开的话');
    write(desk, 'b', '机密的话', { internal: {} });
    section(desk, 'c', 'item-i2', '机密的人选');
    section(desk, 'd', 'item-gone', '机密的旧事');
    setItem(desk, brand<ItemId>('i2'), { internal: true });

    const published = snapshotOf(desk, 'public');
    const paper = JSON.stringify(minutesPaper(published, OPTIONS));

    expect(published.minutesDraft?.sections.map(({ key }) => key)).toEqual(['item-i1']);
    expect(paper).toContain('公开的话');
    expect(paper).toContain('现纪要如下');
    expect(paper).not.toMatch(/机密|人事/u);
    expect(publicSnapshot(published)).toEqual(published);
    expect(JSON.stringify(minutesPaper(snapshotOf(desk), OPTIONS))).toMatch(/机密的话.*机密的人选.*机密的旧事/su);
  });

  it('keeps of files the pictures that its sections show', () => {
    const desk = new Y.Doc();
    addItem(desk, agendaItem('i1', '签约'));
    const picture = new Y.XmlElement('image');
    picture.setAttribute('fileId', 'f1');
    section(desk, 'a', 'item-i1', '签约现场');
    sectionText(desk, sectionId('a'))?.insert(1, [picture]);
    const file = { id: brand<never>('f1'), name: '签约.jpg', mediaType: 'image/jpeg', sizeBytes: 9, digest: 'd' };
    const snapshot = { ...snapshotOf(desk), files: [{ ...file, width: 1, height: 1 }] };

    expect(publicSnapshot(snapshot).files?.map(({ id }) => id)).toEqual(['f1']);
    expect(itemMinutes(desk, brand<ItemId>('i1'))?.toString()).not.toContain('image');
  });
});
