// A formal document as CommonMark. Everything people typed is escaped by the block writer, the title here.
import { blocksToMarkdown, escapeMarkdown } from '../../shared/doc/blocks-markdown.ts';
import type { FormalDocument } from './blocks.ts';
import { timeText } from './instants.ts';

export function markdownFile(document: FormalDocument): string {
  const body = blocksToMarkdown(document.blocks, {
    timeText: (at) => timeText(at, document),
    imageUrl: document.imageUrl,
  });
  return `# ${escapeMarkdown(document.title)}\n\n${body}\n`;
}
