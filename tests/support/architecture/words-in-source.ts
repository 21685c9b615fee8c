// Words that a person would read, standing in the client's own sources instead of the catalogues: as text of the markup, as
// an attribute that is shown or read out, as a text with Han characters in a script.
import { parse } from 'svelte/compiler';
import ts from 'typescript';
import { locate, walk, type SourceFile } from './source-tree.ts';

/** Attributes that people see or hear. */
const SPOKEN: ReadonlySet<unknown> = new Set([
  'aria-label',
  'aria-description',
  'alt',
  'label',
  'placeholder',
  'title',
]);
const HAN = /\p{Script=Han}/u;
/** Two letters and more; one is a sign or a unit. */
const WORD = /\p{L}{2,}/u;

/** Every offence as `path:line: words`. `allowed`: names that are the same in every language. */
export function wordsInSource(files: readonly SourceFile[], allowed: readonly string[]): string[] {
  return files.flatMap((file) => {
    const inScripts = hanInScripts(file);
    const inMarkup = file.path.endsWith('.svelte') ? wordsInMarkup(file) : [];
    return [...inMarkup, ...inScripts].filter((line) => !allowed.some((name) => line.endsWith(`: ${name}`)));
  });
}

function wordsInMarkup({ path, text }: SourceFile): string[] {
  const found: string[] = [];
  const note = (node: object, words: unknown, rule: RegExp): void => {
    if (typeof words !== 'string' || !rule.test(words)) return;
    const start = Number(Reflect.get(node, 'start')) + words.length - words.trimStart().length;
    const line = text.slice(0, start).split('\n').length;
    found.push(`${path}:${line}: ${words.trim()}`);
  };
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
    const [type, name]: unknown[] = [Reflect.get(node, 'type'), Reflect.get(node, 'name')];
    if (type === 'StyleDirective' || (type === 'Attribute' && !SPOKEN.has(name)))
      return visit(Reflect.get(node, 'value') === true ? null : hanOnly(node));
    if (type === 'Text') note(node, Reflect.get(node, 'data'), WORD);
    if (type === 'Literal') note(node, Reflect.get(node, 'value'), HAN);
    if (type === 'TemplateElement') note(node, Reflect.get(Reflect.get(node, 'value') ?? {}, 'raw'), HAN);
    for (const [key, value] of Object.entries(node)) if (!SKIPPED.has(key)) visit(value);
  };
  visit(parse(text, { modern: true }).fragment);
  return found;
}

const SKIPPED: ReadonlySet<string> = new Set(['metadata', 'parent', 'leadingComments', 'trailingComments']);

/** Of an attribute that nobody reads, the expressions: a class is no word, a text in a handler may be one. */
function hanOnly(attribute: object): unknown {
  const value: unknown = Reflect.get(attribute, 'value');
  const parts = Array.isArray(value) ? value : [value];
  return parts.filter(
    (part: unknown) => typeof part === 'object' && part !== null && Reflect.get(part, 'type') !== 'Text',
  );
}

function hanInScripts(file: SourceFile): string[] {
  const found: string[] = [];
  walk(file.tree, (node) => {
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
    if (isText && HAN.test(node.text)) found.push(locate(file, node, node.text.trim()));
  });
  return found;
}
