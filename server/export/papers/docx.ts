// A paper as a Word file. The one place that knows all three forms.
import { unreachable } from '../../../shared/lib/assert.ts';
import type { Paper } from '../../../shared/papers/paper.ts';
import { cardsFile } from './docx-cards.ts';
import { letterFile } from './docx-letter.ts';
import type { PaperPictures } from './docx-relations.ts';
import { textPaperFile } from './docx-text-paper.ts';

/** The same paper and pictures make the same bytes. */
export function docxFile(paper: Paper, pictures: PaperPictures): Promise<Buffer> {
  return Promise.resolve(printed(paper, pictures));
}

function printed(paper: Paper, pictures: PaperPictures): Buffer {
  switch (paper.form) {
    case 'text':
      return textPaperFile(paper, pictures);
    case 'letter':
      return letterFile(paper, pictures);
    case 'cards':
      return cardsFile(paper);
    default:
      return unreachable(paper);
  }
}
