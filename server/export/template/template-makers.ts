// What a Word file tells of those who made it: templates are made of the last minutes, with their comments, changes and hidden words.
// None of it goes out with minutes that are filled into one; changes stand as if somebody had accepted them all.
import type { ZipPart } from '../zip-writer.ts';
import { elementsIn, parseXml, writeXml, type Element, type Node } from './xml-tree.ts';

/** Comments and who wrote them, properties, data of forms, saved building blocks, the picture of the first page. */
const MAKERS_PART =
  /^(?:docProps\/(?!core\.xml$)|customXml\/|word\/(?:comments|people|glossary\/|_rels\/(?:comments|people)))/i;
/** Kinds of relationships that lead to such parts, in the words of both editions of the standard. */
const MAKERS_TYPE =
  /\/(?:comments\w*|people|glossaryDocument|customXml|customXmlProps|(?:custom|extended)-?properties|thumbnail)$/i;
/** Texts besides those that placeholders may stand in. */
const NOTES_PART = /^word\/(?:footnotes|endnotes)\.xml$/;
const SETTINGS_PART = 'word/settings.xml';

const REMOVED: ReadonlySet<string> = new Set([
  ...['w:del', 'w:moveFrom', 'w:commentRangeStart', 'w:commentRangeEnd', 'w:commentReference', 'w:annotationRef'],
  ...['w:moveFromRangeStart', 'w:moveFromRangeEnd', 'w:moveToRangeStart', 'w:moveToRangeEnd'],
  ...['w:rPrChange', 'w:pPrChange', 'w:sectPrChange', 'w:tblPrChange', 'w:tblGridChange', 'w:tblPrExChange'],
  ...['w:tcPrChange', 'w:trPrChange', 'w:numberingChange', 'w:cellIns', 'w:cellMerge'],
  ...['w:customXmlInsRangeStart', 'w:customXmlInsRangeEnd', 'w:customXmlDelRangeStart', 'w:customXmlDelRangeEnd'],
]);
/** What stands in them stays. */
const UNWRAPPED: ReadonlySet<string> = new Set(['w:ins', 'w:moveTo']);
/** Of settings: variables with words in them, that changes are noted, which sittings wrote what. */
const MAKERS_SETTINGS: ReadonlySet<string> = new Set(['w:docVars', 'w:trackRevisions', 'w:rsids']);

/** Changes as accepted; no comments. */
export function accepted(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (node.kind === 'text') return [node];
    if (REMOVED.has(node.name) || isDeleted(node)) return [];
    node.children = accepted(node.children);
    return UNWRAPPED.has(node.name) ? node.children : [node];
  });
}

/** Without words that are kept from whoever reads. */
export function visible(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (node.kind === 'text') return [node];
    if (node.name === 'w:r' && isHidden(node)) return [];
    node.children = visible(node.children);
    return [node];
  });
}

/** The parts that are not filled, without what tells of their makers. */
export function partsToPass(parts: readonly ZipPart[]): readonly ZipPart[] {
  return parts.filter(({ name }) => !MAKERS_PART.test(name)).map(passed);
}

function passed(part: ZipPart): ZipPart {
  const { name } = part;
  if (name === '[Content_Types].xml') return changed(part, (nodes) => without(nodes, isMakersOverride));
  if (name.endsWith('.rels')) return changed(part, (nodes) => without(nodes, isMakersRelationship));
  if (name === SETTINGS_PART) return changed(part, (nodes) => without(nodes, (each) => MAKERS_SETTINGS.has(each.name)));
  return NOTES_PART.test(name) ? changed(part, (nodes) => visible(accepted(nodes))) : part;
}

function changed(part: ZipPart, change: (nodes: readonly Node[]) => readonly Node[]): ZipPart {
  const nodes = parseXml(part.bytes.toString('utf8').replace(/^\uFEFF/, ''));
  return nodes === null ? part : { name: part.name, bytes: Buffer.from(writeXml(change(nodes)), 'utf8') };
}

function without(nodes: readonly Node[], isMeant: (element: Element) => boolean): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (node.kind === 'text') return [node];
    if (isMeant(node)) return [];
    node.children = without(node.children, isMeant);
    return [node];
  });
}

function isMakersOverride(element: Element): boolean {
  const name = valueOf(element, 'PartName');
  return local(element) === 'Override' && name !== null && MAKERS_PART.test(name.replace(/^\//, ''));
}

function isMakersRelationship(element: Element): boolean {
  const type = valueOf(element, 'Type');
  return local(element) === 'Relationship' && type !== null && MAKERS_TYPE.test(type.trim());
}

/** A row that was taken out, and a paragraph of which nothing stayed. */
function isDeleted(node: Element): boolean {
  if (node.name === 'w:tr') return ownProperties(node, 'w:trPr').some(({ name }) => name === 'w:del');
  if (node.name === 'w:tc') return ownProperties(node, 'w:tcPr').some(({ name }) => name === 'w:cellDel');
  if (node.name !== 'w:p') return false;
  const mark = ownProperties(node, 'w:pPr').find(({ name }) => name === 'w:rPr');
  const isMarkDeleted = mark !== undefined && elementsIn(mark.children, 'w:del').length > 0;
  return isMarkDeleted && elementsIn(accepted([...node.children]), 'w:r').length === 0;
}

function isHidden(run: Element): boolean {
  const vanish = ownProperties(run, 'w:rPr').find(({ name }) => name === 'w:vanish');
  return vanish !== undefined && !/^(?:0|false|off)$/i.test(valueOf(vanish, 'w:val') ?? '');
}

function ownProperties({ children }: Element, name: string): readonly Element[] {
  const own = children.find((child) => child.kind === 'element' && child.name === name);
  return own?.kind === 'element' ? own.children.filter((child) => child.kind === 'element') : [];
}

function valueOf({ attributes }: Element, name: string): string | null {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return found?.[1] ?? found?.[2] ?? null;
}

function local({ name }: Element): string {
  return name.slice(name.lastIndexOf(':') + 1);
}
