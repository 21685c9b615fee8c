// A Word file from outside that may become a body's template: opened within limits, and refused when it could run something,
// or fetch something when it is opened (T28, T29).
import { refused, ok, type Result } from '../../../shared/lib/result.ts';
import { zipParts } from '../zip-reader.ts';
import type { ZipPart } from '../zip-writer.ts';
import {
  attributesOf,
  elementsOf,
  localName,
  parseXml,
  plainText,
  writeXml,
  type Element,
  type Node,
} from './xml-tree.ts';

const MAX_TEMPLATE_BYTES = 2 * 1024 * 1024;
const LIMITS = { entries: 500, unpackedBytes: 24 * 1024 * 1024 };
/** Of all parts that are read together, which is each that is XML: wherever something stands, Word finds it. */
const MAX_XML_BYTES = 8 * 1024 * 1024;
const MAIN = 'word/document.xml';
const MAIN_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
/** Parts in which placeholders may stand. */
const TEXT_PART = /^word\/(document|header\d*|footer\d*)\.xml$/;
/** Programs, and other files that would be opened in theirs. */
const RUNS = /vbaProject|vbaData|macroEnabled|activeX|oleObject|\/embeddings\/|customUI|attachedToolbars|\.bin$/i;
/** Fields that fetch or start something: shouted anywhere in an instruction, or in any letters as its name. */
const REACHING_FIELD = /\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|DATABASE|RD)\b/;
const REACHING_NAME = new RegExp(`\\{\\s*${REACHING_FIELD.source}`, 'i');
/** A field whose name another one tells may be any. */
const TOLD_NAME = /\{\s*\{/;
/** Elements that bring another document in, start what made it, or ask a database. */
const REACHING_ELEMENT: ReadonlySet<string> = new Set([
  ...['altChunk', 'object', 'subDoc', 'control', 'OLEObject', 'mailMerge'],
]);
/** Of old drawings, which may name their picture without a relationship. */
const OLD_PICTURE: ReadonlySet<string> = new Set(['imagedata', 'fill', 'stroke', 'image']);
const OTHER_ENCODING = /^<\?xml[^>]*\sencoding\s*=\s*["'](?!utf-8["']|us-ascii["'])/i;
const IS_XML = /\.(?:xml|rels|vml)$/i;

export type TemplateRefusal = 'not-docx' | 'too-large' | 'has-macros' | 'points-outside';

export interface OpenTemplate {
  readonly parts: readonly ZipPart[];
  /** All that is XML, parsed, by the part's name. */
  readonly trees: ReadonlyMap<string, readonly Node[]>;
  /** Names of those in which placeholders may stand. */
  readonly texts: ReadonlySet<string>;
}

export function openTemplate(bytes: Buffer): Result<OpenTemplate, TemplateRefusal> {
  if (bytes.length > MAX_TEMPLATE_BYTES) return refused('too-large');
  const parts = zipParts(bytes, LIMITS);
  if (parts === 'too-large') return refused('too-large');
  if (parts === null || !parts.some(({ name }) => name === MAIN)) return refused('not-docx');
  const types = typesIn(parts);
  if (types === null) return refused('not-docx');
  if (types.some(({ type }) => RUNS.test(type)) || parts.some(({ name }) => RUNS.test(name)))
    return refused('has-macros');
  // What is XML is called so: else nobody would look into it here.
  if (types.some(({ name, type }) => /xml$/i.test(type) && !IS_XML.test(name))) return refused('not-docx');
  if (!types.some(({ name, type }) => type === MAIN_TYPE && name === `/${MAIN}`)) return refused('not-docx');
  return checked(parts);
}

interface PartType {
  /** Of a part, or of all whose names end so. */
  readonly name: string;
  readonly type: string;
}

function typesIn(parts: readonly ZipPart[]): readonly PartType[] | null {
  const part = parts.find(({ name }) => name === '[Content_Types].xml');
  const source = part === undefined ? null : xmlText(part.bytes);
  const nodes = source === null ? null : parseXml(source);
  if (nodes === null) return null;
  return elementsOf(nodes).flatMap((element) => {
    const { PartName, Extension, ContentType: type = '' } = attributesOf(element);
    const name = PartName ?? (Extension === undefined ? undefined : `.${Extension}`);
    return name === undefined ? [] : [{ name, type }];
  });
}

function checked(parts: readonly ZipPart[]): Result<OpenTemplate, TemplateRefusal> {
  const trees = new Map<string, readonly Node[]>();
  const read = parts.filter(({ name }) => IS_XML.test(name));
  if (read.reduce((sum, { bytes }) => sum + bytes.length, 0) > MAX_XML_BYTES) return refused('too-large');
  for (const { name, bytes } of read) {
    const source = xmlText(bytes);
    const nodes = source === null ? null : parseXml(source);
    if (nodes === null) return refused('not-docx');
    if (pointsOutside(nodes) || reaches(nodes)) return refused('points-outside');
    trees.set(name, nodes);
  }
  return ok({ parts, trees, texts: new Set([...trees.keys()].filter((name) => TEXT_PART.test(name))) });
}

/** Null for another encoding, and for a document type: entities of one's own are how small files become large ones. */
function xmlText(bytes: Buffer): string | null {
  const source = bytes.toString('utf8').replace(/^\uFEFF/, '');
  return source.includes('\0') || OTHER_ENCODING.test(source) || /<!DOCTYPE|<!ENTITY/i.test(source) ? null : source;
}

/** Whatever prefix they bear; there may be several of one name. */
function valuesOf(element: Element, ...names: readonly string[]): readonly string[] {
  return Object.entries(attributesOf(element)).flatMap(([name, value]) =>
    value !== undefined && names.includes(localName(name)) ? [value] : [],
  );
}

/** A link that a reader clicks is allowed; a template, a picture or a file that is fetched on opening is not. */
function pointsOutside(nodes: readonly Node[]): boolean {
  return elementsOf(nodes).some((element) => {
    if (localName(element.name) !== 'Relationship') return false;
    const { TargetMode = '', Target = '', Type = '' } = attributesOf(element);
    const isAway =
      TargetMode.trim().toLowerCase() === 'external' || /^\s*(?:[a-z][a-z\d+.-]*:|\\\\|\/\/)/i.test(Target);
    return isAway && (!Type.endsWith('/hyperlink') || !/^(?:https?|mailto):/i.test(Target));
  });
}

function reaches(nodes: readonly Node[]): boolean {
  const elements = elementsOf(nodes);
  const fields = elements.map(fieldText).join('');
  if (REACHING_FIELD.test(fields) || REACHING_NAME.test(`{${fields}`) || TOLD_NAME.test(fields)) return true;
  return elements.some((element) => {
    const name = localName(element.name);
    if (REACHING_ELEMENT.has(name)) return true;
    return OLD_PICTURE.has(name) && valuesOf(element, 'src', 'href', 'althref').some((target) => target !== '');
  });
}

/** Of fields what tells them: where one begins, and its instruction. */
function fieldText(element: Element): string {
  switch (localName(element.name)) {
    case 'fldChar':
      return valuesOf(element, 'fldCharType').includes('begin') ? '{' : '';
    case 'fldSimple':
      return `{${valuesOf(element, 'instr').join('{')}`;
    case 'instrText':
    case 'delInstrText':
      return plainText(writeXml(element.children).replace(/<!--[\s\S]*?-->|<!\[CDATA\[|\]\]>/g, ''));
    default:
      return '';
  }
}
