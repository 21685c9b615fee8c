// Texts made to send a pattern back and forth: each repeats what patterns like to repeat, then denies the ending they hope for.

/** A unit over and over up to about `units` UTF-16 units, between `before` and `after`. */
function repeated(unit: string, { before = '', after = '' } = {}): (units: number) => string {
  return (units) => `${before}${unit.repeat(Math.max(1, Math.floor(units / unit.length)))}${after}`;
}

/** By name: a text of about so many UTF-16 units. */
export const EVIL_TEXTS: readonly (readonly [name: string, text: (units: number) => string])[] = [
  ['letters', repeated('a', { after: '!' })],
  ['digits', repeated('1', { after: 'x' })],
  ['zeros behind a letter', repeated('0', { before: 'a' })],
  ['blanks, then a letter', repeated(' ', { after: 'x' })],
  ['blanks between letters', repeated(' ', { before: 'a', after: 'x' })],
  ['tabs between letters', repeated('\t', { before: 'a', after: 'x' })],
  ['line feeds between letters', repeated('\n', { before: 'a', after: 'x' })],
  ['carriage returns', repeated('\r', { after: 'x' })],
  ['ideographic spaces', repeated('\u3000', { before: '甲', after: '乙' })],
  ['dots and blanks', repeated('. ', { before: 'a', after: 'x' })],
  ['dots', repeated('.', { before: 'a', after: '/' })],
  ['endings', repeated('.a', { after: '\n' })],
  ['quotes', repeated('"', { after: 'x' })],
  ['backslashes and quotes', repeated('\\"', { before: '"' })],
  ['weak etags', repeated('W/"', { after: '\n' })],
  ['commas', repeated(',', { after: 'x' })],
  ['commas and blanks', repeated('， ', { before: 'a', after: '1' })],
  ['semicolons and equals', repeated('=;', { before: 'gongbi_session' })],
  ['number signs', repeated('#', { after: 'x' })],
  ['stars and underscores', repeated('*_', { after: 'x' })],
  ['backquotes', repeated('` ', { after: 'x' })],
  ['opened brackets', repeated('[(<', { after: 'x' })],
  ['opened tags', repeated('<a ', { after: '"' })],
  ['comments never closed', repeated('<!--', { after: '-' })],
  ['a link of colons', repeated(':/', { before: 'http://', after: ' ' })],
  ['slashes, encoded', repeated('%2f', { after: '%' })],
  ['surrogates of two halves', repeated('😀', { after: '\ud800' })],
  ['lone halves', repeated('\udc00', { after: 'x' })],
  ['marks upon marks', repeated('\u0301\u0316', { before: 'a' })],
  ['jamo', repeated('\u1100\u1161', { after: 'x' })],
  ['ideographs', repeated('会届', { before: '第一', after: 'x' })],
  ['zero-width characters', repeated('\u200b\ufeff', { after: 'x' })],
  ['numbers and minutes', repeated('1 分', { before: 'a', after: 'x' })],
  ['a user agent of nothing', repeated('Mac OS ', { after: '\u0001' })],
];
