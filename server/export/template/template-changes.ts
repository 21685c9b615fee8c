// Changes of a Word file that were noted, as if somebody had accepted them all, as Word does: what was taken out or moved away is
// not there, and a paragraph whose mark was goes on in the next one. Comments are not there either.
import { childOf, childrenOf, elementsIn, type Element, type Node } from './xml-tree.ts';

const REMOVED: ReadonlySet<string> = new Set([
  ...['w:del', 'w:moveFrom', 'w:commentRangeStart', 'w:commentRangeEnd', 'w:commentReference', 'w:annotationRef'],
  ...['w:moveFromRangeStart', 'w:moveFromRangeEnd', 'w:moveToRangeStart', 'w:moveToRangeEnd'],
  ...['w:rPrChange', 'w:pPrChange', 'w:sectPrChange', 'w:tblPrChange', 'w:tblGridChange', 'w:tblPrExChange'],
  ...['w:tcPrChange', 'w:trPrChange', 'w:numberingChange', 'w:cellIns', 'w:cellMerge'],
  ...['w:customXmlInsRangeStart', 'w:customXmlInsRangeEnd', 'w:customXmlDelRangeStart', 'w:customXmlDelRangeEnd'],
  ...['w:customXmlMoveFromRangeStart', 'w:customXmlMoveFromRangeEnd'],
  ...['w:customXmlMoveToRangeStart', 'w:customXmlMoveToRangeEnd'],
]);
/** What stands in them stays. */
const UNWRAPPED: ReadonlySet<string> = new Set(['w:ins', 'w:moveTo']);
/** They stand between paragraphs as well as in them. */
const MARKER = /^w:(?:bookmark(?:Start|End)|perm(?:Start|End)|proofErr)$/;

export function accepted(nodes: readonly Node[]): Node[] {
  const lost = new Set(nodes.filter(hasLostMark));
  const done: Node[] = [];
  let open: OpenParagraph | null = null;
  for (const node of nodes.flatMap(acceptedNode)) {
    if (open && (node.kind === 'text' || MARKER.test(node.name))) {
      open.behind.push(node);
      continue;
    }
    if (open && node.kind === 'element' && node.name === 'w:p') goOn(open, node);
    else if (open) done.push(...endOf(open));
    open = node.kind === 'element' && lost.has(node) ? { paragraph: node, behind: [] } : null;
    if (open === null) done.push(node);
  }
  return open ? [...done, ...endOf(open)] : done;
}

function acceptedNode(node: Node): readonly Node[] {
  if (node.kind === 'text') return [node];
  if (REMOVED.has(node.name) || isDeleted(node)) return [];
  node.children = accepted(node.children);
  return UNWRAPPED.has(node.name) ? node.children : [node];
}

/** One without a mark of its own, and what stands between it and the next. */
interface OpenParagraph {
  readonly paragraph: Element;
  readonly behind: Node[];
}

/** The next one keeps its look: the look hangs on the mark that stayed. */
function goOn({ paragraph, behind }: OpenParagraph, next: Element): void {
  const isLook = (node: Node): boolean => node.kind === 'element' && node.name === 'w:pPr';
  next.children = [
    ...next.children.filter(isLook),
    ...paragraph.children.filter((child) => !isLook(child)),
    ...behind.filter((node) => node.kind === 'element'),
    ...next.children.filter((child) => !isLook(child)),
  ];
}

/** No paragraph follows: it ends where it stands, when anything of it stayed. */
function endOf({ paragraph, behind }: OpenParagraph): readonly Node[] {
  const isEmpty = ['w:r', 'm:r', 'w:fldSimple'].every((name) => elementsIn(paragraph.children, name).length === 0);
  return [...(isEmpty ? childrenOf(paragraph).filter(({ name }) => MARKER.test(name)) : [paragraph]), ...behind];
}

function hasLostMark(node: Node): boolean {
  if (node.kind === 'text' || node.name !== 'w:p') return false;
  const look = childOf(node, 'w:pPr');
  const mark = look && childOf(look, 'w:rPr');
  return mark !== null && childrenOf(mark).some(({ name }) => name === 'w:del' || name === 'w:moveFrom');
}

/** A row or a field that was taken out. */
function isDeleted(node: Element): boolean {
  if (node.name === 'w:tr') return has(node, 'w:trPr', 'w:del');
  return node.name === 'w:tc' && has(node, 'w:tcPr', 'w:cellDel');
}

function has(node: Element, properties: string, name: string): boolean {
  const own = childOf(node, properties);
  return own !== null && childOf(own, name) !== null;
}
