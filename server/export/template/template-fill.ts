// A body's own Word template, filled: the same file with values in the place of placeholders, paragraphs and rows of tables as
// often as there are entries, in the headers and footers too. What went wrong is told by placeholder and place.
import type { TemplateScope } from '../../../shared/papers/template-facts.ts';
import { refused, ok, type Result } from '../../../shared/lib/result.ts';
import { characters, element, legal, xmlFile } from '../xml.ts';
import { zipFile } from '../zip-writer.ts';
import {
  endOf,
  filledText,
  halfTagIn,
  repetitions,
  tagsIn,
  TemplateFaultAt,
  valueOf,
  type Scopes,
  type Tag,
  type TemplateFaultCode,
} from './placeholders.ts';
import { accepted } from './template-changes.ts';
import { MAIN_PART, partsLedTo, PROPERTIES_PART } from './template-links.ts';
import { withoutMakers } from './template-makers.ts';
import { openTemplate, type TemplateRefusal } from './template-package.ts';
import { repaired } from './template-repair.ts';
import { copyOf, elementsIn, plainText, writeXml, type Element, type Node } from './xml-tree.ts';

export interface TemplateFault {
  readonly code: TemplateFaultCode;
  readonly placeholder: string;
  readonly part: 'text' | 'header' | 'footer';
  /** The beginning of the paragraph it stands in. */
  readonly excerpt: string;
}

interface FileFacts {
  readonly title: string;
  readonly organisation: string | null;
  /** Said of it in front of all; null = nothing. */
  readonly mark: string | null;
}

const MAX_FAULTS = 20;
const EXCERPT = 40;
/** Nodes that repetitions made. */
const MAX_COPIES = 300_000;

/** Refusals: those of opening it; `invalid` {faults}; `too-large` when its repetitions would swell. Equal input, equal bytes. */
export function fillTemplate(
  bytes: Buffer,
  scope: TemplateScope,
  facts: FileFacts,
): Result<Buffer, TemplateRefusal | 'invalid'> {
  const opened = openTemplate(bytes);
  if (!opened.ok) return opened;
  const { parts, trees, texts } = opened.value;
  const filler = new Filler(scope);
  const filled = new Map<string, readonly Node[]>([...trees].map(([name, nodes]) => [name, accepted(nodes)]));
  for (const name of texts) filled.set(name, filler.part(name, filled.get(name) ?? []));
  if (filler.faults.length > 0) return refused('invalid', { faults: filler.faults });
  if (filler.isFull) return refused('too-large');
  const outgoing = new Map([...withoutMakers(filled)].map(([name, nodes]) => [name, repaired(nodes)]));
  const { mark } = facts;
  const body = elementsIn(outgoing.get(MAIN_PART) ?? [], 'w:body')[0];
  if (mark !== null && body) putInFront(body, mark);
  const own = parts.map((part) =>
    part.name === PROPERTIES_PART ? { name: part.name, bytes: properties(facts) } : part,
  );
  return ok(zipFile(partsLedTo(own, outgoing)));
}

/** Whatever the template looks like: whoever holds the paper is to see it. */
function putInFront(body: Element, mark: string): void {
  const line = element('w:p', {}, [
    element('w:pPr', {}, [element('w:jc', { 'w:val': 'right' })]),
    element('w:r', {}, [element('w:t', {}, [characters(mark)])]),
  ]);
  body.children.unshift({ kind: 'text', markup: line.markup });
}

/** Whoever made the template is not who made the minutes. */
function properties({ title, organisation }: FileFacts): Buffer {
  const names = {
    'xmlns:cp': 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties',
    'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  };
  const author = organisation === null ? [] : [element('dc:creator', {}, [characters(organisation)])];
  return xmlFile(element('cp:coreProperties', names, [element('dc:title', {}, [characters(title)]), ...author]));
}

class Filler {
  readonly faults: TemplateFault[] = [];
  isFull = false;
  readonly #scope: TemplateScope;
  #part: TemplateFault['part'] = 'text';
  #copies = 0;

  constructor(scope: TemplateScope) {
    this.#scope = scope;
  }

  part(name: string, nodes: readonly Node[]): readonly Node[] {
    this.#part = name.includes('header') ? 'header' : name.includes('footer') ? 'footer' : 'text';
    return this.#sequence(nodes, [this.#scope]);
  }

  /** What lies beside one another: paragraphs, tables, rows. A beginning on a line (or a row) of its own ends on another. */
  #sequence(nodes: readonly Node[], scopes: Scopes): readonly Node[] {
    const filled: Node[] = [];
    for (let at = 0; at < nodes.length; at++) {
      const node = nodes[at];
      if (node === undefined) break;
      const mark = markOf(node);
      if (mark === null) {
        for (const one of this.#node(node, scopes)) filled.push(one);
        continue;
      }
      const end = mark.kind === 'end' ? -1 : endBeside(nodes, at);
      if (end < 0) {
        this.#fault(mark.kind === 'end' ? 'unopened-placeholder' : 'unclosed-placeholder', mark.name, textOf(node));
        continue;
      }
      const inner = nodes.slice(at + 1, end);
      for (const one of this.#repeated(mark, inner, { scopes, place: textOf(node) })) filled.push(one);
      at = end;
    }
    return filled;
  }

  #repeated(
    mark: Tag,
    inner: readonly Node[],
    { scopes, place }: { readonly scopes: Scopes; readonly place: string },
  ): readonly Node[] {
    const turns = this.#tried(place, () => repetitions(mark, scopes)) ?? [];
    // Known before the first copy is made: the server has other things to do than to fill what it will refuse.
    this.#copies += turns.length * inner.reduce((sum, node) => sum + sizeOf(node), 0);
    if (this.#copies > MAX_COPIES) this.isFull = true;
    return this.isFull ? [] : turns.flatMap((within) => this.#sequence(inner.map(copyOf), within));
  }

  #node(node: Node, scopes: Scopes): readonly Node[] {
    if (node.kind === 'text') return [node];
    if (node.name === 'w:p') return this.#paragraph(node, scopes);
    if (node.name === 'w:tr') return this.#row(node, scopes);
    node.children = [...this.#sequence(node.children, scopes)];
    return [node];
  }

  /** A row whose first placeholder begins what its last one ends is repeated as a whole. */
  #row(row: Element, scopes: Scopes): readonly Node[] {
    const marks = rowMarks(row);
    if (marks === null) {
      row.children = [...this.#sequence(row.children, scopes)];
      return [row];
    }
    const { begin, end } = marks;
    const place = textOf(row);
    replaceIn(end.segments, end.tag, '');
    replaceIn(begin.segments, begin.tag, '');
    return this.#repeated(begin.tag, [row], { scopes, place });
  }

  #paragraph(paragraph: Element, scopes: Scopes): readonly Node[] {
    for (const box of boxesIn(paragraph)) box.children = [...this.#sequence(box.children, scopes)];
    const segments = segmentsOf(paragraph);
    const text = joined(segments);
    if (!/[{｛]/.test(text)) return [paragraph];
    const half = halfTagIn(text);
    if (half !== null) {
      this.#fault('unclosed-placeholder', half.slice(1), text);
      return [paragraph];
    }
    return this.#tried(text, () => filledParagraphs(paragraph, segments, scopes)) ?? [paragraph];
  }

  #tried<T>(place: string, fill: () => T): T | null {
    try {
      return fill();
    } catch (error) {
      if (!(error instanceof TemplateFaultAt)) throw error;
      this.#fault(error.code, error.placeholder, place);
      return null;
    }
  }

  #fault(code: TemplateFaultCode, placeholder: string, place: string): void {
    const excerpt = [...place.trim()].slice(0, EXCERPT).join('');
    if (this.faults.length < MAX_FAULTS) this.faults.push({ code, placeholder, part: this.#part, excerpt });
  }
}

/** Values keep the look of where their placeholder began; one that is all of a paragraph may become several. */
function filledParagraphs(paragraph: Element, segments: readonly Segment[], scopes: Scopes): readonly Node[] {
  const text = joined(segments);
  const [only, more] = tagsIn(text);
  if (only?.kind === 'value' && more === undefined && text.trim() === only.source) {
    const lines = valueOf(only.name, scopes).split('\n');
    return lines.map((line) => {
      const copy = copyOf(paragraph);
      if (copy.kind === 'element') replaceIn(segmentsOf(copy), only, line);
      return copy;
    });
  }
  for (const { from, to } of topLevel(text).reverse())
    replaceIn(segments, { from, to }, filledText(text.slice(from, to), scopes));
  return [paragraph];
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Values, and sections from their beginning to their end. */
function topLevel(text: string): Stretch[] {
  const tags = tagsIn(text);
  const found: Stretch[] = [];
  for (let at = 0; at < tags.length; at++) {
    const tag = tags[at];
    if (tag === undefined) break;
    if (tag.kind === 'end') throw new TemplateFaultAt('unopened-placeholder', tag.name);
    const end = tag.kind === 'value' ? at : endOf(tags, at);
    const last = tags[end];
    if (last === undefined) throw new TemplateFaultAt('unclosed-placeholder', tag.name);
    found.push({ from: tag.from, to: last.to });
    at = end;
  }
  return found;
}

/** A paragraph or a row that holds nothing but a beginning or an end. */
function markOf(node: Node): Tag | null {
  if (node.kind === 'text' || (node.name !== 'w:p' && node.name !== 'w:tr')) return null;
  const text = textOf(node).trim();
  const [tag, more] = tagsIn(text);
  return tag && more === undefined && tag.kind !== 'value' && tag.source === text ? tag : null;
}

function endBeside(nodes: readonly Node[], begin: number): number {
  const open: string[] = [];
  for (let at = begin; at < nodes.length; at++) {
    const node = nodes[at];
    const mark = node ? markOf(node) : null;
    if (mark === null) continue;
    if (mark.kind !== 'end') open.push(mark.name);
    else if (open.pop() !== mark.name) return -1;
    if (open.length === 0) return at;
  }
  return -1;
}

interface RowMark {
  readonly tag: Tag;
  readonly segments: readonly Segment[];
}

function rowMarks(row: Element): { readonly begin: RowMark; readonly end: RowMark } | null {
  const marked = elementsIn([row], 'w:tc').flatMap((cell) =>
    paragraphsOf(cell)
      .map((paragraph) => segmentsOf(paragraph))
      .map((segments) => ({ cell, segments, tags: tagsIn(joined(segments)) }))
      .filter(({ tags }) => tags.length > 0),
  );
  const [first, last] = [marked[0], marked.at(-1)];
  const [begin, end] = [first?.tags[0], last?.tags.at(-1)];
  if (!first || !last || !begin || !end || first.cell === last.cell) return null;
  const isOpen = (begin.kind === 'each' || begin.kind === 'when') && endOf(first.tags, 0) < 0;
  if (!isOpen || end.kind !== 'end' || end.name !== begin.name) return null;
  return { begin: { tag: begin, segments: first.segments }, end: { tag: end, segments: last.segments } };
}

/** Paragraphs of a field itself, not of tables within it. */
function paragraphsOf(element: Element): readonly Element[] {
  return element.children.flatMap((child) => {
    if (child.kind === 'text' || child.name === 'w:tbl') return [];
    return child.name === 'w:p' ? [child] : paragraphsOf(child);
  });
}

/** One `w:t`; Word tears a placeholder over several as it likes. */
interface Segment {
  readonly element: Element;
  text: string;
}

/** Those of the paragraph itself, not of boxes that hang on it. */
function segmentsOf(paragraph: Element): readonly Segment[] {
  return paragraph.children.flatMap((child): readonly Segment[] => {
    if (child.kind === 'text' || child.name === 'w:txbxContent') return [];
    if (child.name !== 'w:t') return segmentsOf(child);
    return [{ element: child, text: plainText(writeXml(child.children)) }];
  });
}

function boxesIn(paragraph: Element): readonly Element[] {
  return paragraph.children.flatMap((child) => {
    if (child.kind === 'text') return [];
    return child.name === 'w:txbxContent' ? [child] : boxesIn(child);
  });
}

const joined = (segments: readonly Segment[]): string => segments.map(({ text }) => text).join('');
const textOf = (element: Node): string => (element.kind === 'text' ? '' : joined(segmentsOf(element)));

function sizeOf(node: Node): number {
  return node.kind === 'text' ? 1 : node.children.reduce((sum, child) => sum + sizeOf(child), 1);
}

/** The new text stands where the old began; what later pieces held of it goes. */
function replaceIn(segments: readonly Segment[], { from, to }: Stretch, value: string): void {
  let start = 0;
  let isPut = false;
  for (const segment of segments) {
    const end = start + segment.text.length;
    const [head, tail] = [Math.max(0, from - start), Math.max(0, to - start)];
    if (start < to && end > from) {
      const put = isPut ? '' : value;
      isPut = true;
      segment.text = segment.text.slice(0, head) + put + segment.text.slice(Math.min(tail, segment.text.length));
      write(segment);
    }
    start = end;
  }
}

function write({ element: holder, text }: Segment): void {
  if (!holder.attributes.includes('xml:space')) holder.attributes += ' xml:space="preserve"';
  const lines = legal(text).split('\n');
  const markup = lines.map((line) => characters(line).markup).join('</w:t><w:br/><w:t xml:space="preserve">');
  holder.children = [{ kind: 'text', markup }];
}
