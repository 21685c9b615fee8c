// What of a piece of page could run, load or lead away: everything that is not on a short list of dead parts. For tests
// that put hostile text into it.
import { isSafeLink } from '../../../shared/doc/node-attribute.ts';

const ELEMENTS = new Set(
  (
    'a article aside b blockquote br button circle code dd details div dl dt em fieldset figcaption figure footer g h1 h2 h3 h4 ' +
    'h5 h6 header hr i img input kbd label legend li line main mark nav ol output p path polyline rect s section small ' +
    'span strong summary svg table tbody td th thead time tr u ul wbr'
  ).split(' '),
);
/** Beside `aria-*` and `data-*`. */
const ATTRIBUTES = new Set(
  (
    'alt checked class colspan contenteditable cx cy d datetime dir disabled draggable fill for height href hidden id lang ' +
    'name open placeholder points r rel role rowspan rx ry scope spellcheck src start stroke stroke-linecap ' +
    'stroke-linejoin stroke-width style tabindex target title translate type value viewbox width x x1 x2 xmlns y y1 y2'
  ).split(' '),
);
/** Pages set places and sizes by style; none of it may name an address or a program. */
const DEAD_STYLE = /^(?:(?!url|expression|image|behavior|@|\\|javascript)[^<>"])*$/i;

/** Each live part below `root`, as `element attribute=value`; empty when everything is dead. */
export function liveParts(root: Element): readonly string[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    ...(ELEMENTS.has(element.localName) ? [] : [`<${element.localName}>`]),
    ...[...element.attributes]
      .filter(({ name, value }) => !isDead(element.localName, name.toLowerCase(), value))
      .map(({ name, value }) => `${element.localName} ${name}=${value.slice(0, 80)}`),
  ]);
}

function isDead(element: string, name: string, value: string): boolean {
  if (name.startsWith('aria-') || name.startsWith('data-')) return true;
  if (!ATTRIBUTES.has(name)) return false;
  // Of our own pages: an address of this site, which no text of others is part of.
  if (name === 'href') return isSafeLink(value) || /^\/[a-z]/.test(value);
  if (name === 'src') return element === 'img' && /^(?:\/api\/v1\/files\/[0-9A-Za-z_-]{1,64}|blob:.*)$/.test(value);
  return name !== 'style' || DEAD_STYLE.test(value);
}
