// A Word file from outside that may become a body's template: opened within limits, and refused when it could run something,
// or fetch something when it is opened (T28, T29).
import { refused, ok, type Result } from '../../../shared/lib/result.ts';
import { zipParts } from '../zip-reader.ts';
import type { ZipPart } from '../zip-writer.ts';
import { elementsIn, parseXml, plainText, writeXml, type Node } from './xml-tree.ts';

const MAX_TEMPLATE_BYTES = 2 * 1024 * 1024;
const LIMITS = { entries: 500, unpackedBytes: 24 * 1024 * 1024 };
/** Of one part that is read: it holds text, or says where something is. */
const MAX_XML_BYTES = 4 * 1024 * 1024;
const MAIN = 'word/document.xml';
const MAIN_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
/** Parts in which placeholders may stand. */
const TEXT_PART = /^word\/(document|header\d*|footer\d*)\.xml$/;
/** Programs, and other files that would be opened in theirs. */
const RUNS = /vbaProject|vbaData|macroEnabled|activeX|oleObject|\/embeddings\/|customUI|attachedToolbars|\.bin$/i;
/** Fields that fetch or start something. */
const REACHING_FIELD = /\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|RD)\b/;

export type TemplateRefusal = 'not-docx' | 'too-large' | 'has-macros' | 'points-outside';

export interface OpenTemplate {
  readonly parts: readonly ZipPart[];
  /** Parsed, by the part's name. */
  readonly texts: ReadonlyMap<string, Node[]>;
}

export function openTemplate(bytes: Buffer): Result<OpenTemplate, TemplateRefusal> {
  if (bytes.length > MAX_TEMPLATE_BYTES) return refused('too-large');
  const parts = zipParts(bytes, LIMITS);
  if (parts === 'too-large') return refused('too-large');
  if (parts === null || !parts.some(({ name }) => name === MAIN)) return refused('not-docx');
  const types = parts.find(({ name }) => name === '[Content_Types].xml')?.bytes.toString('utf8') ?? '';
  if (RUNS.test(types) || parts.some(({ name }) => RUNS.test(name))) return refused('has-macros');
  if (!types.includes(MAIN_TYPE)) return refused('not-docx');
  return checked(parts);
}

function checked(parts: readonly ZipPart[]): Result<OpenTemplate, TemplateRefusal> {
  const texts = new Map<string, Node[]>();
  for (const { name, bytes } of parts) {
    if (!/\.(xml|rels|vml)$/i.test(name)) continue;
    const isRead = TEXT_PART.test(name) || name.endsWith('.rels');
    if (isRead && bytes.length > MAX_XML_BYTES) return refused('too-large');
    const source = xmlText(bytes);
    if (source === null) return refused('not-docx');
    if (name.endsWith('.rels') && pointsOutside(source)) return refused('points-outside');
    if (!TEXT_PART.test(name)) continue;
    const nodes = parseXml(source);
    if (nodes === null) return refused('not-docx');
    if (reaches(nodes)) return refused('points-outside');
    texts.set(name, nodes);
  }
  return ok({ parts, texts });
}

/** Null for another encoding, and for a document type: entities of one's own are how small files become large ones. */
function xmlText(bytes: Buffer): string | null {
  const source = bytes.toString('utf8').replace(/^\uFEFF/, '');
  return source.includes('\0') || /<!DOCTYPE|<!ENTITY/i.test(source) ? null : source;
}

/** A link that a reader clicks is allowed; a template, a picture or a file that is fetched on opening is not. */
function pointsOutside(source: string): boolean {
  const nodes = parseXml(source);
  if (nodes === null) return true;
  return elementsIn(nodes, 'Relationship').some(({ attributes }) => {
    if (!/TargetMode\s*=\s*["']External["']/i.test(attributes)) return false;
    const target = plainText(/Target\s*=\s*["']([^"']*)["']/.exec(attributes)?.[1] ?? '');
    return !/Type\s*=\s*["'][^"']*\/hyperlink["']/.test(attributes) || !/^(https?|mailto):/i.test(target);
  });
}

function reaches(nodes: readonly Node[]): boolean {
  if (elementsIn(nodes, 'w:altChunk').length > 0 || elementsIn(nodes, 'w:object').length > 0) return true;
  const instructions = elementsIn(nodes, 'w:instrText').map(({ children }) => plainText(writeXml(children)));
  const simple = elementsIn(nodes, 'w:fldSimple').map(({ attributes }) => plainText(attributes));
  return REACHING_FIELD.test(instructions.join('')) || simple.some((field) => REACHING_FIELD.test(field));
}
