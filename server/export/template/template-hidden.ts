// Words of a Word file that are kept from whoever reads: by the run itself, by a style of characters, of the paragraph or of the
// table (or one they are based on), or in a drawing that is not shown. Knows no changes and no parts.
import { attributesOf, childOf, childrenOf, elementsIn, localName, type Element, type Node } from './xml-tree.ts';

/** What the styles of a file hide. */
export interface HidingStyles {
  /** Of a style; null = the one for what names none. */
  readonly hides: (type: StyleType, id: string | null) => boolean;
  /** Of everything that no style speaks of. */
  readonly all: boolean;
}
type StyleType = 'character' | 'paragraph' | 'table';

/** Of which `word/styles.xml` is made. */
export function hidingStyles(nodes: readonly Node[]): HidingStyles {
  const styles = elementsIn(nodes, 'w:style');
  const byId = new Map(styles.map((style) => [attributesOf(style)['w:styleId'] ?? '', style]));
  const isHiding = (id: string, seen: ReadonlySet<string> = new Set()): boolean => {
    const style = byId.get(id);
    if (!style || seen.has(id)) return false;
    const own = toldOf(style);
    const based = childOf(style, 'w:basedOn');
    return own ?? (based !== null && isHiding(attributesOf(based)['w:val'] ?? '', new Set([...seen, id])));
  };
  const usual = (type: StyleType): string | undefined => {
    const found = styles.map(attributesOf).find((own) => own['w:type'] === type && isOn(own['w:default'] ?? 'off'));
    return found?.['w:styleId'];
  };
  const defaults = elementsIn(nodes, 'w:rPrDefault')[0];
  return {
    hides: (type, id) => isHiding(id ?? usual(type) ?? ''),
    all: defaults !== undefined && toldOf(defaults) === true,
  };
}

interface Around {
  readonly table: boolean;
  readonly paragraph: boolean;
}
const OUTSIDE: Around = { table: false, paragraph: false };

/** What is seen. */
export function visible(nodes: readonly Node[], styles: HidingStyles, around = OUTSIDE): Node[] {
  return nodes.flatMap((node): Node[] => {
    if (node.kind === 'text') return [node];
    if (isRun(node) && isHidden(node, styles, around)) return [];
    if (isHiddenDrawing(node)) return [];
    const wasShown = hasChoice(node);
    node.children = visible(node.children, styles, within(node, styles, around));
    // What older programs would show in its place is the same drawing.
    return wasShown && !hasChoice(node) ? [] : [node];
  });
}

function within(node: Element, styles: HidingStyles, around: Around): Around {
  const hides = (type: StyleType, properties: string, name: string): boolean =>
    styles.hides(type, styleOf(node, properties, name));
  if (node.name === 'w:tbl') return { table: hides('table', 'w:tblPr', 'w:tblStyle'), paragraph: false };
  if (node.name === 'w:p') return { ...around, paragraph: hides('paragraph', 'w:pPr', 'w:pStyle') };
  return node.name === 'w:txbxContent' ? OUTSIDE : around;
}

function isRun({ name }: Element): boolean {
  return name === 'w:r' || name === 'm:r';
}

/** What the run says itself holds; of styles one that hides undoes what another hides (ECMA-376, part 1, 17.7.3). */
function isHidden(run: Element, styles: HidingStyles, { table, paragraph }: Around): boolean {
  const own = toldOf(run);
  if (own !== null) return own;
  const character = styles.hides('character', styleOf(run, 'w:rPr', 'w:rStyle'));
  return styles.all || [table, paragraph, character].filter(Boolean).length % 2 === 1;
}

/** Null = nothing is said. */
function toldOf(element: Element): boolean | null {
  const properties = childOf(element, 'w:rPr');
  const said = (properties ? childrenOf(properties) : []).filter(
    ({ name }) => name === 'w:vanish' || name === 'w:specVanish',
  );
  return said.length === 0 ? null : said.some((each) => isOn(attributesOf(each)['w:val'] ?? 'on'));
}

function styleOf(element: Element, properties: string, name: string): string | null {
  const own = childOf(element, properties);
  const style = own && childOf(own, name);
  return style ? (attributesOf(style)['w:val'] ?? null) : null;
}

function isHiddenDrawing(node: Element): boolean {
  if (node.name === 'w:drawing')
    return childrenOf(node)
      .flatMap(childrenOf)
      .some((each) => localName(each.name) === 'docPr' && isOn(attributesOf(each).hidden ?? 'off'));
  return node.name.startsWith('v:') && /visibility\s*:\s*hidden/i.test(attributesOf(node).style ?? '');
}

function hasChoice(node: Element): boolean {
  if (node.name !== 'mc:AlternateContent') return false;
  return childrenOf(node).some(({ name, children }) => name === 'mc:Choice' && children.length > 0);
}

function isOn(value: string): boolean {
  return !/^(?:0|false|off)$/i.test(value.trim());
}
