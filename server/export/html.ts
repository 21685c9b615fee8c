// A formal document as one HTML page that needs nothing else: no scripts, no fonts, pictures inside, ready for
// A4 paper. Faces are asked for by name, the official ones first, so that a machine that has them prints with them.
import { createHash } from 'node:crypto';
import { blocksToHtml, escapeHtml } from '../../shared/doc/blocks-html.ts';
import type { FormalDocument } from './blocks.ts';
import { timeText } from './instants.ts';

const STYLE = `
@page { size: A4; margin: 25mm 26mm 25mm 28mm; }
:root { color-scheme: light; }
body { margin: 0 auto; padding: 2rem 1.25rem; max-width: 46rem; background: #fff; color: #1a1a1a; line-height: 1.75;
  font-family: FangSong, 仿宋, STFangsong, 'Noto Serif CJK SC', 'Noto Serif SC', 'Songti SC', SimSun, serif;
  font-size: 1.0625rem; text-autospace: normal; hanging-punctuation: allow-end; line-break: strict;
  overflow-wrap: break-word; }
h1, h2, h3, h4 { line-height: 1.4; break-after: avoid; text-wrap: balance; font-weight: 600;
  font-family: SimHei, 黑体, 'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', sans-serif; }
h1 { margin: 0 0 1.5rem; font-size: 1.5rem; text-align: center; }
h2 { margin: 2rem 0 0.75rem; font-size: 1.2rem; }
h3 { margin: 1.5rem 0 0.5rem; font-size: 1.0625rem; }
h4 { margin: 1rem 0 0.25rem; font-size: 1rem; }
p, ul, ol, blockquote { margin: 0.4rem 0; }
:lang(zh) p { text-align: justify; }
ul, ol { padding-inline-start: 2em; }
li > p { margin: 0.15rem 0; }
table { width: 100%; margin: 0.75rem 0; border-collapse: collapse; font-size: 0.9375rem; }
th, td { padding: 0.35rem 0.6rem; border: 1px solid #767676; text-align: start; vertical-align: top; }
th { background: #f2f2f2; font-weight: 600; }
th p, td p { margin: 0; text-align: start; }
tr, img { break-inside: avoid; }
img { max-width: 100%; max-height: 24cm; }
.internal { background: #fdeaea; }
.internal::before { content: '[internal: '; }
.internal::after { content: ']'; }
:lang(zh) .internal::before { content: '〔内部：'; }
:lang(zh) .internal::after { content: '〕'; }
@media print { body { padding: 0; max-width: none; font-size: 12pt; } th { background: none; } }
`;

/** What a printed page may load wherever it is opened: the style above, and pictures that it carries itself. */
export const DOCUMENT_POLICY = `default-src 'none'; style-src 'sha256-${digestOf(STYLE)}'; img-src data:`;

export function htmlFile(document: FormalDocument): string {
  const title = escapeHtml(document.title);
  const body = blocksToHtml(document.blocks, {
    timeText: (at) => timeText(at, document),
    imageUrl: document.imageUrl,
  });
  return `<!doctype html>
<html lang="${document.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${DOCUMENT_POLICY}">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${title}</h1>
${body}
</body>
</html>
`;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
