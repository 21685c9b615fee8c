// What a Word file says: the parts of its zip, and the text of a part's paragraphs.
import { zipParts } from '../../../server/export/zip-reader.ts';
import { elementsIn, parseXml, plainText, writeXml, type Node } from '../../../server/export/template/xml-tree.ts';

export function partsOf(file: Buffer): ReadonlyMap<string, string> {
  const parts = zipParts(file, { entries: 500, unpackedBytes: 200_000_000 });
  if (parts === null || parts === 'too-large') throw new Error('no zip');
  return new Map(parts.map(({ name, bytes }) => [name, bytes.toString('utf8')]));
}

export function nodesOf(file: Buffer, part: string): readonly Node[] {
  const nodes = parseXml(partsOf(file).get(part) ?? '');
  if (nodes === null || nodes.length === 0) throw new Error(`${part} is no XML`);
  return nodes;
}

export function textOfPart(file: Buffer, part: string): readonly string[] {
  return elementsIn(nodesOf(file, part), 'w:p').map((paragraph) =>
    elementsIn([paragraph], 'w:t')
      .map(({ children }) => plainText(writeXml(children)))
      .join(''),
  );
}
