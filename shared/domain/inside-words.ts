// What may not be told to the public, recognised in words that were written down before it became internal: a section of minutes
// that was composed then, a list of attachments, a digest. Errs on the side of leaving out.
import { signingHeld } from './ceremony.ts';
import { wordsIn, type Block, type Inline } from './minutes.ts';
import { isInternalPicture } from './public-blocks.ts';
import type { MeetingSnapshot, SnapshotItem } from './snapshot.ts';

/** What is told only where all of these stand in one text. */
type Secret = readonly string[];

/** A shorter title is a word that may stand anywhere. */
const MIN_TITLE_CHARS = 3;
/** A shorter sentence may be said of anything: 审议通过. */
const MIN_SENTENCE_CHARS = 6;

/** Titles are told without the verb that they begin with (审议, 听取), and without their frame (关于…的议案). */
const VERB = /^(?:审议|审定|讨论|听取|通报|研究|表决)(?:通过)?/u;
const FRAME = /^关于(.+?)的?(?:议案|提案|报告|汇报|请示|方案|决定|说明|通知|建议)$/u;

/**
 * Whether a text names what is internal in `snapshot`: an item by its title, by its ceremony, by what was decided, given to do or
 * written down on it; words that are marked internal. Also what belongs to an item that is no more on the agenda.
 */
export function tellsInside(snapshot: MeetingSnapshot): (text: string) => boolean {
  const inside = snapshot.agenda.filter(({ internal }) => internal);
  const open = new Set(snapshot.agenda.filter(({ internal }) => !internal).map(({ id }) => id));
  const isInside = ({ itemId }: { readonly itemId: SnapshotItem['id'] | null }): boolean =>
    itemId !== null && !open.has(itemId);
  const secrets: readonly Secret[] = [
    ...inside.flatMap((item) => [...titlesOf(item.title), ...ceremonySecrets(item, snapshot)]),
    ...inside.flatMap((item) => sentencesIn(writtenOn(item))),
    ...inside.flatMap(({ minutes }) => linksIn(minutes).flatMap(addressesOf)),
    ...snapshot.agenda
      .filter(({ internal }) => !internal)
      .flatMap(({ minutes }) => [
        ...marked(minutes).flatMap(sentencesIn),
        ...linksIn(minutes, (run) => run.kind === 'text' && run.marks.internal === true).flatMap(addressesOf),
      ]),
    ...snapshot.decisions.filter(isInside).flatMap(({ wording }) => sentencesIn(wording)),
    ...snapshot.tasks.filter(isInside).flatMap(({ what, owners }): readonly Secret[] => {
      const task = bare(what);
      if (task.length >= MIN_SENTENCE_CHARS) return [[task]];
      return owners.length === 0 || task === '' ? [] : [[task, ...owners.map(({ name }) => bare(name))]];
    }),
  ];
  return (text) => {
    const told = bare(text);
    return secrets.some((secret) => secret.every((words) => told.includes(words)));
  };
}

/** All that `blocks` tell wherever they are printed or opened: words, what pictures are called, where links lead. */
export function toldIn(blocks: readonly Block[]): string {
  return [wordsIn(blocks), ...captionsIn(blocks), ...linksIn(blocks).flatMap((link) => [link, decoded(link)])].join(
    '\n',
  );
}

/** Neither spaces nor punctuation tell two wordings apart. */
function bare(text: string): string {
  return text.replace(/[\s\p{P}]/gu, '');
}

function titlesOf(title: string): readonly Secret[] {
  const whole = title.trim();
  const verbless = whole.replace(VERB, '');
  const core = FRAME.exec(verbless)?.[1] ?? verbless;
  return [whole, verbless, core].map(bare).flatMap((one) => (one.length >= MIN_TITLE_CHARS ? [[one]] : []));
}

/** A document by its name; who signed, or who is appointed to what, where it is said together. */
function ceremonySecrets({ ceremony }: SnapshotItem, { people }: MeetingSnapshot): readonly Secret[] {
  if (ceremony === null) return [];
  if (ceremony.kind === 'appointment') {
    const [appointee, post] = [bare(ceremony.appointee), bare(ceremony.post)];
    return appointee === '' || post === '' ? [] : [[appointee, post]];
  }
  const { document, parties } = signingHeld(ceremony, people);
  const firms = parties.map(({ org }) => bare(org)).filter((org) => org !== '');
  const name = bare(document);
  return [
    ...(name.length >= MIN_TITLE_CHARS ? [[name]] : []),
    ...(firms.length > 1 ? [['签', ...firms]] : []),
    ...ceremony.outcome.flatMap(sentencesIn),
  ];
}

function writtenOn({ minutes, report, proposal = '' }: SnapshotItem): string {
  return [
    wordsIn(minutes),
    ...captionsIn(minutes),
    ...report.flatMap(({ done, planned }) => [done, planned]),
    proposal,
  ].join('\n');
}

function sentencesIn(text: string): readonly Secret[] {
  const sentences = text.split(/[。；;！!？?\n]/u).map(bare);
  return sentences.flatMap((one) => (one.length >= MIN_SENTENCE_CHARS ? [[one]] : []));
}

/** An address is secret as a whole: what it begins with may be anybody's. */
function addressesOf(link: string): readonly Secret[] {
  const address = bare(link);
  return address.length >= MIN_SENTENCE_CHARS ? [[address]] : [];
}

/** As it reads: addresses of Chinese names are kept in percent signs. */
function decoded(link: string): string {
  try {
    return decodeURIComponent(link);
  } catch {
    return '';
  }
}

/** Each stretch of words that is marked internal, and what pictures beside one are called. */
function marked(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap((block, index): readonly string[] => {
    if (block.kind === 'paragraph' || block.kind === 'heading') return stretches(block.inline);
    if (block.kind === 'image') return isInternalPicture(blocks, index) ? [block.alt] : [];
    return within(block).flatMap(marked);
  });
}

function captionsIn(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap((block) => (block.kind === 'image' ? [block.alt] : within(block).flatMap(captionsIn)));
}

function linksIn(blocks: readonly Block[], isMeant: (run: Inline) => boolean = () => true): readonly string[] {
  return blocks.flatMap((block): readonly string[] => {
    if (block.kind !== 'paragraph' && block.kind !== 'heading')
      return within(block).flatMap((inner) => linksIn(inner, isMeant));
    return block.inline.flatMap((run) =>
      run.kind !== 'break' && run.marks.link !== undefined && isMeant(run) ? [run.marks.link] : [],
    );
  });
}

/** The texts that stand inside a block. */
function within(block: Block): readonly (readonly Block[])[] {
  switch (block.kind) {
    case 'list':
      return block.items;
    case 'quote':
      return [block.blocks];
    case 'table':
      return block.rows.flatMap((row) => row.map((cell) => cell.blocks));
    default:
      return [];
  }
}

function stretches(inline: readonly Inline[]): readonly string[] {
  const words = inline.map((run) => (run.kind === 'text' && run.marks.internal ? run.text : '\n'));
  return words.join('').split('\n');
}
