// What leads where in a Word file: a part goes out only when something that goes out leads to it, and so does a note. Pictures,
// links and notes whose place was taken out or hidden would else lie in the file, where anybody who unpacks it finds them.
import type { ZipPart } from '../zip-writer.ts';
import { attributesOf, elementsIn, elementsOf, localName, writeXml, type Element, type Node } from './xml-tree.ts';

export const MAIN_PART = 'word/document.xml';
const TYPES_PART = '[Content_Types].xml';
/** Written anew for each file. */
export const PROPERTIES_PART = 'docProps/core.xml';
const ROOTS = [MAIN_PART, PROPERTIES_PART];
/** Relationships that hold without a place that names them: what the whole text, or the whole file, stands on. */
const UNNAMED =
  /\/(?:officeDocument|core-properties|styles|stylesWithEffects|settings|webSettings|fontTable|theme|themeOverride|numbering|footnotes|endnotes|chartStyle|chartColorStyle)$/;
/** Of them nothing goes out, whoever names them. */
const MAKERS =
  /\/(?:comments\w*|people|documenttasks|glossaryDocument|customXml\w*|(?:custom|extended)-?properties|thumbnail)$/i;
const NAMESPACE =
  /^http:\/\/(?:schemas\.openxmlformats\.org|purl\.oclc\.org\/ooxml)\/officeDocument\/(?:2006\/)?relationships$/;

export type Trees = ReadonlyMap<string, readonly Node[]>;

/** The parts as they go out, with `trees` in the place of what they were. */
export function partsLedTo(parts: readonly ZipPart[], trees: Trees): readonly ZipPart[] {
  const outgoing = new Map([...trees, ...withoutLooseNotes(trees)]);
  const names = new Map(parts.map(({ name }) => [name.toLowerCase(), name]));
  const reached = new Set(['', ...ROOTS]);
  // What is added on the way is walked as well.
  for (const source of reached) {
    const links = outgoing.get(linksOf(source));
    if (links === undefined) continue;
    const kept = keptLinks(source, elementsOf(links).filter(isLink), outgoing);
    outgoing.set(
      linksOf(source),
      without(links, (each) => isLink(each) && !kept.has(each)),
    );
    for (const link of kept) {
      const name = names.get(targetOf(source, link).toLowerCase());
      if (name !== undefined) reached.add(name);
    }
  }
  const isOut = (name: string): boolean => name === TYPES_PART || reached.has(name) || isLinksOf(name, reached);
  const types = outgoing.get(TYPES_PART);
  const isGone = (each: Element): boolean =>
    localName(each.name) === 'Override' && !isOut(names.get(partNameOf(each)) ?? '?');
  if (types) outgoing.set(TYPES_PART, without(types, isGone));
  return parts
    .filter(({ name }) => isOut(name))
    .map(({ name, bytes }) => {
      const nodes = outgoing.get(name);
      return { name, bytes: nodes && name !== PROPERTIES_PART ? Buffer.from(writeXml(nodes), 'utf8') : bytes };
    });
}

/** Lines that part notes from the text are named in the settings only; every other note is where it is referred to. */
function withoutLooseNotes(trees: Trees): Trees {
  const all = [...trees.values()].flat();
  const loose = (kind: 'footnote' | 'endnote'): Trees => {
    const referred = new Set(elementsIn(all, `w:${kind}Reference`).map(idOf));
    const isLoose = (each: Element): boolean =>
      each.name === `w:${kind}` &&
      /^(?:normal)?$/.test(attributesOf(each)['w:type'] ?? '') &&
      !referred.has(idOf(each));
    return new Map(
      [...trees]
        .filter(([, nodes]) => nodes.some((node) => node.kind === 'element' && node.name === `w:${kind}s`))
        .map(([name, nodes]) => [name, without(nodes, isLoose)]),
    );
  };
  return new Map([...loose('footnote'), ...loose('endnote')]);
}

const idOf = (element: Element): number => Number(attributesOf(element)['w:id']);
const isLink = ({ name }: Element): boolean => localName(name) === 'Relationship';

/** Those that hold without being named, and those that an element of the part names. */
function keptLinks(source: string, links: readonly Element[], trees: Trees): ReadonlySet<Element> {
  const named = namedIn(trees.get(source) ?? []);
  const kept = (): readonly Element[] =>
    links.filter((link) => {
      const { Type = '', Id = '' } = attributesOf(link);
      return !MAKERS.test(Type.trim()) && (UNNAMED.test(Type.trim()) || named.has(Id));
    });
  // A diagram as it was last drawn is named in the diagram's data.
  for (const link of kept()) for (const id of drawnIn(trees.get(targetOf(source, link)) ?? [])) named.add(id);
  return new Set(kept());
}

function namedIn(nodes: readonly Node[]): Set<string> {
  const all = elementsOf(nodes).flatMap((each) => Object.entries(attributesOf(each)));
  const prefixes = new Set(['r']);
  for (const [name, value = ''] of all)
    if (name.startsWith('xmlns:') && NAMESPACE.test(value)) prefixes.add(localName(name));
  return new Set(
    all.flatMap(([name, value = '']) =>
      prefixes.has(name.slice(0, Math.max(0, name.indexOf(':')))) || name === 'o:relid' ? [value] : [],
    ),
  );
}

function drawnIn(nodes: readonly Node[]): readonly string[] {
  return elementsOf(nodes).flatMap((each) =>
    localName(each.name) === 'dataModelExt' ? (attributesOf(each).relId ?? []) : [],
  );
}

/** '' = the file itself. */
function linksOf(source: string): string {
  const at = source.lastIndexOf('/') + 1;
  return `${source.slice(0, at)}_rels/${source.slice(at)}.rels`;
}

function isLinksOf(name: string, sources: ReadonlySet<string>): boolean {
  return [...sources].some((source) => linksOf(source) === name);
}

/** The part's name; '' = none of this file. */
function targetOf(source: string, link: Element): string {
  const { Target = '', TargetMode = '' } = attributesOf(link);
  if (TargetMode.trim().toLowerCase() === 'external') return '';
  try {
    return decodeURIComponent(new URL(Target, `http://file/${encodeURI(source)}`).pathname.slice(1));
  } catch {
    return '';
  }
}

function partNameOf(override: Element): string {
  return (attributesOf(override).PartName ?? '').replace(/^\//, '').toLowerCase();
}

function without(nodes: readonly Node[], isMeant: (element: Element) => boolean): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (node.kind === 'text') return [node];
    return isMeant(node) ? [] : [{ ...node, children: without(node.children, isMeant) }];
  });
}
