// What a Word file tells of those who made it: templates are made of the last minutes, with their variables, hidden words and the
// folders their pictures came from. None of it goes out with minutes that are filled into one.
import { hidingStyles, visible } from './template-hidden.ts';
import type { Trees } from './template-links.ts';
import { elementsIn, localName, plainText, type Node } from './xml-tree.ts';

/** What is read as text: of these the root, whatever the part is called. */
const TEXTS: ReadonlySet<string> = new Set(['w:document', 'w:hdr', 'w:ftr', 'w:footnotes', 'w:endnotes']);
/** Of settings: variables with words in them, that changes are noted, which sittings wrote what. */
const MAKERS_SETTINGS: ReadonlySet<string> = new Set(['w:docVars', 'w:trackRevisions', 'w:rsids']);
/** What a picture or a shape is called; programs put there where it came from. */
const CALLED: ReadonlySet<string> = new Set(['descr', 'title', 'name', 'alt']);
const FOLDER = /\\|\bfile:|\b[a-z]:\/|(?:^|[\s"'(])~?\/(?:users|home|volumes|mnt|media|tmp|var|private)\//i;

export function withoutMakers(trees: Trees): Trees {
  const styles = hidingStyles(
    [...trees].flatMap(([name, nodes]) => (name.startsWith('word/glossary/') ? [] : elementsIn(nodes, 'w:styles'))),
  );
  return new Map(
    [...trees].map(([name, nodes]) => {
      const root = nodes.find((node) => node.kind === 'element')?.name ?? '';
      if (root === 'w:settings') return [name, withoutVariables(nodes)];
      if (!TEXTS.has(root)) return [name, nodes];
      const seen = visible(nodes, styles);
      seen.forEach(callAnew);
      return [name, seen];
    }),
  );
}

function withoutVariables(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (node.kind === 'text') return [node];
    return MAKERS_SETTINGS.has(node.name) ? [] : [{ ...node, children: withoutVariables(node.children) }];
  });
}

/** No folder of somebody's machine, and not who may change a stretch of the text. */
function callAnew(node: Node): void {
  if (node.kind === 'text') return;
  node.attributes = node.attributes.replace(
    /\s([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
    (whole, name: string, double?: string, single?: string) => {
      if (node.name === 'w:permStart' && name === 'w:ed') return '';
      return CALLED.has(localName(name)) && FOLDER.test(plainText(double ?? single ?? '')) ? ` ${name}=""` : whole;
    },
  );
  node.children.forEach(callAnew);
}
