// What Word calls damaged once something was taken out: a field, a box, a note or a header that does not end with a paragraph, a row
// without fields, a table without rows, a control without anything in it. A link of which nothing is seen is none.
import { childOf, childrenOf, elementsIn, type Element, type Node } from './xml-tree.ts';

const ENDS_WITH_PARAGRAPH: ReadonlySet<string> = new Set([
  ...['w:tc', 'w:hdr', 'w:ftr', 'w:txbxContent', 'w:footnote', 'w:endnote'],
]);
/** Nothing that is seen. */
const MARKER = /^w:(?:bookmark(?:Start|End)|perm(?:Start|End)|proofErr)$/;

export function repaired(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (node.kind === 'text') return [node];
    node.children = repaired(node.children);
    if (isHollow(node)) return [];
    if (isBareLink(node)) return childrenOf(node).filter(({ name }) => MARKER.test(name));
    if (ENDS_WITH_PARAGRAPH.has(node.name) && lastOf(node) !== 'w:p')
      node.children.push({ kind: 'element', name: 'w:p', attributes: '', children: [] });
    return [node];
  });
}

function isHollow(node: Element): boolean {
  if (node.name === 'w:tbl') return elementsIn(node.children, 'w:tr').length === 0;
  if (node.name === 'w:tr') return elementsIn(node.children, 'w:tc').length === 0;
  if (node.name !== 'w:sdt') return false;
  const content = childOf(node, 'w:sdtContent');
  return content !== null && childrenOf(content).length === 0;
}

function isBareLink({ name, children }: Element): boolean {
  const runs = [...elementsIn(children, 'w:r'), ...elementsIn(children, 'm:r')];
  return name === 'w:hyperlink' && !runs.flatMap(childrenOf).some((child) => child.name !== 'w:rPr');
}

function lastOf(element: Element): string | undefined {
  return childrenOf(element).findLast(({ name }) => !MARKER.test(name))?.name;
}
