// Foreign HTML made harmless before any parser of the browser sees it: a page's own elements and the few attributes that
// minutes read, written anew. A parser would run nothing of it, but it would ask our content policy about every handler
// and style it meets. One pass, whatever comes in.

/** Elements that go with all they hold. */
const DROPPED: ReadonlySet<string> = new Set(['style', 'script', 'xml', 'title']);
/** Elements that stay; of all others only what stands between their tags does. */
const KEPT: ReadonlySet<string> = new Set(
  (
    'a article aside b blockquote body br caption center code col colgroup dd del div dl dt em font footer h1 h2 h3 h4 ' +
    'h5 h6 header hr html i img ins li main ol p pre s section small span strike strong sub sup table tbody td tfoot ' +
    'th thead time tr u ul'
  ).split(' '),
);
/** What is not shown where it was copied is not pasted either. */
const HIDDEN = /(?:^|;)\s*(?:display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden)/i;
/** Elements without an end of their own. */
const VOID: ReadonlySet<string> = new Set(['br', 'col', 'hr', 'img', 'input', 'link', 'meta', 'wbr']);
/** A paragraph that Word or WPS shows as an entry of a list, and how deep. */
const LIST_LEVEL = /(?:^|;)\s*mso-list\s*:\s*l\d{1,5}\s+level(\d)/i;
/** The bullet or number that stands in such a paragraph as if it were text. */
const LIST_MARK = /(?:^|;)\s*mso-list\s*:\s*ignore/i;
/** Elements whose words may begin with a typed indent. */
const BLOCKS: ReadonlySet<string> = new Set(['div', 'li', 'p', 'section', 'td', 'th']);
const ATTRIBUTES: ReadonlySet<string> = new Set(
  'alt class colspan data-at data-colwidth data-file-id data-internal data-mention data-pm-slice href rowspan start'.split(
    ' ',
  ),
);
/** The styles that minutes read. */
const STYLE =
  /(?:^|;)\s*(font-weight|font-style|text-decoration|text-decoration-line)\s*:\s*([a-z\d -]{1,40})(?=;|$)/gi;
/** Where `style` is kept until it can be set without asking the policy; see `restoreStyles`. */
const STYLE_KEPT = 'data-style';

/** Set on a paragraph that is an entry of a list, and on the sign before its words. */
export const LIST_DEPTH = 'data-list-depth';
export const LIST_SIGN = 'data-list-sign';

const OPENING = /<(\/?)([a-z][a-z0-9]*)(:?)/iy;
const ATTRIBUTE = /([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?/y;
const BETWEEN = /[\s/]*/y;
const INDENT = /^(?:[\u3000\u00a0\u200b\s]|&nbsp;|&#160;|&#12288;|&e[mn]sp;)+/;

/** `html` without scripts, frames, handlers and styles, without Word's own elements, and without typed indents. */
export function cleanHtml(html: string): string {
  const kept: string[] = [];
  let startsParagraph = false;
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    const text = html.slice(at, open === -1 ? html.length : open);
    const words = startsParagraph ? text.replace(INDENT, '') : text;
    if (words !== '') startsParagraph = false;
    kept.push(words);
    if (open === -1) break;
    const step = stepOver(html, open);
    kept.push(step.kept);
    startsParagraph = step.startsParagraph ?? startsParagraph;
    at = step.end;
  }
  return kept.join('');
}

/** Gives the elements below `root` the styles that `cleanHtml` kept aside. */
export function restoreStyles(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>(`[${STYLE_KEPT}]`)) {
    element.style.cssText = element.getAttribute(STYLE_KEPT) ?? '';
    element.removeAttribute(STYLE_KEPT);
  }
}

interface Step {
  /** What of `html` stays. */
  readonly kept: string;
  readonly end: number;
  /** Whether a paragraph has begun whose first words are still to come; absent = as before. */
  readonly startsParagraph?: boolean;
}

/** The piece of `html` that begins with the `<` at `open`. What is never closed takes the rest with it. */
function stepOver(html: string, open: number): Step {
  if (html.startsWith('<!--', open)) return { kept: '', end: after(html, '-->', open + 4) };
  if (/[!?]/.test(html.charAt(open + 1))) return { kept: '', end: after(html, '>', open) };
  OPENING.lastIndex = open;
  const [head, slash = '', name = '', prefix] = OPENING.exec(html) ?? [];
  if (head === undefined) return { kept: '&lt;', end: open + 1, startsParagraph: false };
  const element = name.toLowerCase();
  const { attributes, end } = attributesOf(html, open + head.length);
  const style = attributes.find(([each]) => each === 'style')?.[1] ?? '';
  if (slash === '' && !VOID.has(element) && HIDDEN.test(style))
    return { kept: '', end: afterNested(html, element, end) };
  if (prefix === ':') return { kept: '', end };
  if (slash === '' && DROPPED.has(element)) return { kept: '', end: afterElement(html, element, end) };
  if (!KEPT.has(element)) return { kept: '', end };
  if (slash !== '') return { kept: `</${element}>`, end };
  const kept = `<${element}${attributes.map(written).join('')}${listPart(style)}>`;
  return BLOCKS.has(element) ? { kept, end, startsParagraph: true } : { kept, end };
}

type Attribute = readonly [name: string, value: string];

/** The attributes of a tag from behind its name on, and where the tag ends. */
function attributesOf(html: string, from: number): { readonly attributes: readonly Attribute[]; readonly end: number } {
  const attributes: Attribute[] = [];
  let at = from;
  while (at < html.length) {
    BETWEEN.lastIndex = at;
    BETWEEN.test(html);
    at = BETWEEN.lastIndex;
    if (html.charAt(at) === '>') return { attributes, end: at + 1 };
    ATTRIBUTE.lastIndex = at;
    const [whole, name = '', double, single, bare] = ATTRIBUTE.exec(html) ?? [];
    // A lone `=` is no attribute, and no end of the tag either.
    at += whole?.length ?? 1;
    if (name !== '') attributes.push([name.toLowerCase(), double ?? single ?? bare ?? '']);
  }
  return { attributes, end: html.length };
}

function written([name, value]: Attribute): string {
  if (name === 'style') {
    const styles = [...value.matchAll(STYLE)].map(([, property, set]) => `${property}:${set}`).join(';');
    return styles === '' ? '' : ` ${STYLE_KEPT}="${styles}"`;
  }
  return ATTRIBUTES.has(name) ? ` ${name}="${value.replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"` : '';
}

/** What pasted-lists.ts makes lists of. */
function listPart(style: string): string {
  const level = LIST_LEVEL.exec(style)?.[1];
  if (level !== undefined) return ` ${LIST_DEPTH}="${level}"`;
  return LIST_MARK.test(style) ? ` ${LIST_SIGN}=""` : '';
}

function after(html: string, mark: string, from: number): number {
  const found = html.indexOf(mark, from);
  return found === -1 ? html.length : found + mark.length;
}

function afterElement(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}`, 'gi');
  closing.lastIndex = from;
  return closing.test(html) ? after(html, '>', closing.lastIndex) : html.length;
}

/** Behind the end of an element that may hold others of its name. What is never closed takes the rest with it. */
function afterNested(html: string, name: string, from: number): number {
  const tag = new RegExp(`<(/?)${name}(?=[\\s/>])`, 'gi');
  tag.lastIndex = from;
  let depth = 1;
  for (let found = tag.exec(html); found; found = tag.exec(html)) {
    depth += found[1] === '/' ? -1 : 1;
    if (depth === 0) return after(html, '>', tag.lastIndex);
  }
  return html.length;
}
