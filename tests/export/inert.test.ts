// Every hostile text in every field of a meeting, printed: HTML holds none but the printer's own tags, Markdown reads
// back as words, JSON as the very values, and the file's name is one.
import { describe, expect, it } from 'vitest';
import { printerIn } from '../../server/export/print.ts';
import type { Ceremony } from '../../shared/domain/agenda.ts';
import type { Block } from '../../shared/domain/minutes.ts';
import type { MeetingSnapshot } from '../../shared/domain/snapshot.ts';
import { isSafeLink } from '../../shared/doc/node-attribute.ts';
import { CORPUS } from '../support/inert/corpus.ts';
import { PRINTED_FROM, snapshotOf } from '../support/snapshot.ts';

const printer = printerIn('Asia/Shanghai', PRINTED_FROM);

function meetingOf(text: string): MeetingSnapshot {
  const paragraph: Block = {
    kind: 'paragraph',
    inline: [
      { kind: 'text', text, marks: { link: text } },
      { kind: 'mention', key: text, label: text, marks: { internal: true } },
    ],
  };
  const cell = { header: true, colspan: 1, rowspan: 1, blocks: [paragraph] };
  const minutes: Block[] = [paragraph, { kind: 'image', fileId: text, alt: text }, { kind: 'table', rows: [[cell]] }];
  const ceremony: Ceremony = {
    ...{ kind: 'signing', document: text, parties: [{ org: text, signatory: text, title: text }] },
    ...{ outcome: [text], term: text, witnesses: [text] },
  };
  return snapshotOf({
    facts: { title: text, organisation: text, bodyName: text, venue: text, chair: text, recorder: text },
    people: [{ name: text, org: text, titles: [text], note: text }],
    items: [
      {
        ...{ id: 'i1', title: text, presenters: [{ key: null, name: text, org: text, title: text }] },
        ...{ kind: 'signing', ceremony, minutes },
      },
    ],
    tasks: [
      {
        ...{ id: 't1', itemId: 'i1', what: text, dueText: text },
        owners: [{ key: 'k1', name: text, lead: true }],
      },
    ],
    decisions: [{ id: 'd1', itemId: 'i1', wording: text }],
  });
}

function printed(text: string, format: string): string {
  const file = printer.print(meetingOf(text), format, 'zh-CN');
  if (file === null || typeof file.content !== 'string') throw new Error(`no ${format}`);
  return file.content;
}

/** A printer's own tag, whole. */
const OWN_TAG =
  /^<(?:\/?(?:html|head|body|title|style|h[1-4]|p|ul|ol|li|table|tbody|tr|td|th|blockquote|strong|em|u|code|span|time|br|hr|a)|!doctype html|html lang="zh-CN"|meta charset="utf-8"|meta name="viewport" content="width=device-width, initial-scale=1"|meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[\w+/=]{44}'; img-src data:"|p class="picture"|span class="(?:mention|internal)"|a href="[^"<>]*" rel="noopener noreferrer nofollow")>/;

describe('a printed meeting', () => {
  it.each(CORPUS)('$family $id is words in HTML', ({ text }) => {
    const html = printed(text, 'html');

    const foreign = html
      .split('<')
      .slice(1)
      .filter((tag) => !OWN_TAG.test(`<${tag}`));
    expect(foreign).toEqual([]);
    const leads = [...html.matchAll(/ href="([^"]*)"/g)].map(([, href = '']) => href);
    expect(leads.every((href) => /^(?:https?:\/\/|mailto:)/i.test(href))).toBe(true);
    expect(leads.length > 0).toBe(isSafeLink(text));
  });

  it.each(CORPUS)('$family $id is words in Markdown', ({ text }) => {
    const markdown = printed(text, 'md');

    // What is not escaped is the printer's own, apart from the address of a safe link.
    const bare = markdown.replace(/\\[\\`*_[\]<>~|&$#+=.)-]/g, '').replace(/\]\(<[^<>\s]*>\)/g, '](own)');
    expect(bare.match(/<(?!\/?(?:br|u|strong|em|code|span)\b)/g)).toBeNull();
    expect(
      [...bare.matchAll(/<(\w+)([^>]*)>/g)].filter(([, , rest]) => !/^(?: class="internal")?$/.test(rest ?? '')),
    ).toEqual([]);
    expect(bare.match(/\]\((?!own\))|^\s*\[[^\]]*\]:/gm)).toBeNull();
    expect(markdown).not.toMatch(/[^\P{Cc}\n\t]/u);
  });

  it.each(CORPUS)('$family $id is the same value in JSON', ({ text }) => {
    const { facts } = JSON.parse(printed(text, 'json')) as MeetingSnapshot;

    expect(facts.title).toBe(text);
  });

  it.each(CORPUS)('$family $id makes a file name that is one', ({ text }) => {
    const name = printer.print(meetingOf(text), 'html', 'zh-CN')?.fileName ?? '';

    expect(name).not.toMatch(/[\p{Cc}\p{Cf}\\/:*?"<>|]|^[.\s]/u);
    expect(name).toMatch(/\.html$/);
    expect([...name].length).toBeLessThanOrEqual(90);
    expect(() => encodeURIComponent(name)).not.toThrow();
  });
});
