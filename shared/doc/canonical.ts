// One text for one content: canonical JSON of all roots of a document, the thing that digests are made of. Equal state
// vectors do not prove equal content; equal digests do.
import * as Y from 'yjs';
import type { DocPart } from '../domain/ids.ts';
import { LATER_ROOTS, ROOTS } from './schema.ts';

/**
 * Canonical JSON of every root of the contract: keys sorted, no white space, text as its delta, fragments as node JSON
 * (`{type, attrs, content}`). Roots that hold nothing are present and empty, so a root never touched changes nothing;
 * later roots that hold nothing are left out.
 */
export function canonicalRoots(doc: Y.Doc, part: DocPart): string {
  const roots = ROOTS[part];
  const isCounted = (name: string): boolean => !LATER_ROOTS.has(name) || doc.getMap(name).size > 0;
  const names = Object.keys(roots).sort().filter(isCounted);
  const values = names.map((name) => {
    const type = roots[name]?.kind === 'fragment' ? doc.getXmlFragment(name) : doc.getMap(name);
    return `${JSON.stringify(name)}:${canonicalValue(type)}`;
  });
  return `{${values.join(',')}}`;
}

function canonicalValue(value: unknown): string {
  if (value instanceof Y.XmlElement) return canonicalElement(value);
  if (value instanceof Y.XmlFragment) return canonicalList(value.toArray());
  if (value instanceof Y.Text) return canonicalJson(value.toDelta());
  if (value instanceof Y.Map) return canonicalEntries([...value.entries()]);
  if (value instanceof Y.AbstractType) return 'null';
  return canonicalJson(value);
}

function canonicalElement(element: Y.XmlElement): string {
  const attributes = canonicalEntries(Object.entries(element.getAttributes()));
  return `{"type":${JSON.stringify(element.nodeName)},"attrs":${attributes},"content":${canonicalList(element.toArray())}}`;
}

function canonicalList(values: readonly unknown[]): string {
  return `[${values.map(canonicalValue).join(',')}]`;
}

function canonicalEntries(entries: [string, unknown][]): string {
  const sorted = entries.filter(([, value]) => value !== undefined).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${sorted.map(([key, value]) => `${JSON.stringify(key)}:${canonicalValue(value)}`).join(',')}}`;
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    if (value instanceof Y.AbstractType) return canonicalValue(value);
    const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
