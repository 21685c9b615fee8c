// Whether whoever looks asked for no motion. Style sheets obey by themselves (styles/base.css); scripts that move or fade
// something ask here, and tests/calm.test.ts refuses those that do not.

export function asksForCalm(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
