// XML that somebody else wrote, as a tree that is written back as it was but for what is changed on purpose: attributes and what
// is not an element stay the text they were. No document types, so no entities of its own; limited in depth (T29).

export interface Element {
  readonly kind: 'element';
  readonly name: string;
  /** As written, with the space before them. */
  attributes: string;
  children: Node[];
}

export interface Text {
  readonly kind: 'text';
  /** As written, entities and all. */
  markup: string;
}

export type Node = Element | Text;

const MAX_DEPTH = 200;
/** A tag whole, a comment, a section of characters, an instruction, or the text before the next of them. */
const PIECE =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<\/?[^\s<>/!?]+(?:\s+[^\s=<>/]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*\/?>|[^<]+/gy;

/** Null for what is not well-formed enough, too deep, or has a document type. */
export function parseXml(source: string): Node[] | null {
  const root: Node[] = [];
  const open: Element[] = [];
  let at = 0;
  PIECE.lastIndex = 0;
  for (let match = PIECE.exec(source); match !== null; match = PIECE.exec(source)) {
    const [piece] = match;
    at = PIECE.lastIndex;
    const into = open.at(-1)?.children ?? root;
    if (!piece.startsWith('<') || piece.startsWith('<!') || piece.startsWith('<?')) {
      into.push({ kind: 'text', markup: piece });
    } else if (piece.startsWith('</')) {
      if (open.pop()?.name !== piece.slice(2, -1).trim()) return null;
    } else {
      const element = opened(piece);
      into.push(element);
      if (!piece.endsWith('/>')) open.push(element);
      if (open.length > MAX_DEPTH) return null;
    }
  }
  return at === source.length && open.length === 0 ? root : null;
}

function opened(piece: string): Element {
  const inner = piece.slice(1, piece.endsWith('/>') ? -2 : -1).trimEnd();
  const name = /^[^\s]+/.exec(inner)?.[0] ?? '';
  return { kind: 'element', name, attributes: inner.slice(name.length), children: [] };
}

export function writeXml(nodes: readonly Node[]): string {
  const written: string[] = [];
  const write = (node: Node): void => {
    if (node.kind === 'text') {
      written.push(node.markup);
    } else if (node.children.length === 0) {
      written.push(`<${node.name}${node.attributes}/>`);
    } else {
      written.push(`<${node.name}${node.attributes}>`);
      node.children.forEach(write);
      written.push(`</${node.name}>`);
    }
  };
  nodes.forEach(write);
  return written.join('');
}

export function copyOf(node: Node): Node {
  return node.kind === 'text' ? { ...node } : { ...node, children: node.children.map(copyOf) };
}

/** Elements of a name within, at any depth, in order; not within another of the same name. */
export function elementsIn(nodes: readonly Node[], name: string): readonly Element[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'text') return [];
    return node.name === name ? [node] : elementsIn(node.children, name);
  });
}

/** Those directly within. */
export function childrenOf(parent: { readonly children: readonly Node[] }): readonly Element[] {
  return parent.children.filter((child) => child.kind === 'element');
}

/** The first directly within of a name. */
export function childOf(parent: Element, name: string): Element | null {
  return childrenOf(parent).find((child) => child.name === name) ?? null;
}

/** Whatever prefix it bears. */
export function localName(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

/** All, in order, at any depth. */
export function elementsOf(nodes: readonly Node[]): readonly Element[] {
  const found: Element[] = [];
  const walk = (node: Node): void => {
    if (node.kind === 'text') return;
    found.push(node);
    node.children.forEach(walk);
  };
  nodes.forEach(walk);
  return found;
}

/** By their names as written; values as they are read, with what entities stand for. */
export function attributesOf({ attributes }: Element): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    [...attributes.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name = '', double, single]) => [
      name,
      plainText(double ?? single ?? ''),
    ]),
  );
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** What a piece of text says. */
export function plainText(markup: string): string {
  return markup.replace(/&(#x?[0-9a-fA-F]+|[a-z]+);/g, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES.get(name) ?? whole;
    const code = name.startsWith('#x') ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
