// The words around the pages of a paper, in English.
import type { Catalogue } from '../locale.ts';
import type { paperPages as chinese } from '../zh-CN/paper-pages.ts';

export const paperPages: Catalogue<typeof chinese> = {
  region: (title) => `${title}, print preview`,
  bar: 'Preview tools',
  page: (n, of) => `Page ${n} of ${of}`,
  place: (n, of) => `${n} / ${of}`,
  previous: 'Previous page',
  next: 'Next page',
  zoom: 'Size',
  width: 'Fit width',
  whole: 'Whole page',
  actual: '100%',
  print: 'Open PDF to print',
  printHint: 'Opens in a new tab; print from there',
  cut: (shown, of) => `The first ${shown} of ${of} pages are shown; open the PDF for all.`,
  noFont: (signs) => `No font has these characters; they are printed as empty boxes: ${signs}`,
  empty: 'This paper has no pages.',
};
