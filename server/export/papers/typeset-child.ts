// A process that sets papers: a job comes in by message, a PDF or drawn pages go out. An entry of its own, started by
// typesetter.ts: the compiler is native and waits for nobody, so what it does with a hostile paper ends with it.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NodeCompiler, type NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import { findFonts, fontsMark, type Fonts } from './fonts.ts';
import { svgPages } from './svg-pages.ts';
import type { Job, Outcome } from './typeset-messages.ts';
import { pictureFormat, typstPaper, type PicturePlace, type PicturePlaces } from './typst-input.ts';
import { typstNumbers } from './typst-numbers.ts';

const TEMPLATE = fileURLToPath(new URL('./typst/', import.meta.url));
const MAIN = `${TEMPLATE}paper.typ`;
/** What was remembered of earlier papers and is not used by the last ones is forgotten. */
const REMEMBERED_JOBS = 4;
const [official = '', cache = ''] = process.argv.slice(2);

interface Press {
  readonly mark: string;
  readonly fonts: Fonts;
  readonly compiler: NodeCompiler;
}

// Where the system kills for memory, it shall be this process.
try {
  writeFileSync('/proc/self/oom_score_adj', '1000');
} catch {
  // Another system, or not allowed: the limits of the caller remain.
}

let press: Press | null = null;
process.on('message', (job: Job) => void answer(job));
process.on('disconnect', () => process.exit(0));

async function answer(job: Job): Promise<void> {
  const outcome = await outcomeOf(job).catch((error: unknown): Outcome => ({
    kind: 'failed',
    reason: reasonOf(error),
  }));
  process.send?.(outcome);
}

async function outcomeOf(job: Job): Promise<Outcome> {
  const mark = await fontsMark(official);
  if (press?.mark !== mark) {
    const fonts = await findFonts({ official, cache });
    press = { mark, fonts, compiler: compilerWith(fonts) };
  }
  return printed(job, press);
}

function compilerWith({ paths, blobs }: Fonts): NodeCompiler {
  // In this order: the compiler aborts when it is given fonts in memory after others.
  const fontArgs = [...(blobs.length === 0 ? [] : [{ fontBlobs: [...blobs] }]), { fontPaths: [...paths] }];
  return NodeCompiler.create({ workspace: TEMPLATE, fontArgs });
}

function printed(job: Job, { compiler, fonts }: Press): Outcome {
  try {
    const pictures = placedPictures(compiler, job);
    const data = typstPaper(job.paper, pictures);
    const document = compiled(compiler, {
      paper: JSON.stringify(data),
      numbers: JSON.stringify(typstNumbers(job.paper)),
      faces: JSON.stringify(fonts.faces),
    });
    const { substituted } = fonts;
    const told = { count: document.numOfPages, unprintable: fonts.unprintable(textsOf(data)), substituted };
    if (job.wish.kind === 'pdf') return { kind: 'pdf', bytes: pdfOf(compiler, document), ...told };
    const { from, count } = job.wish;
    return { kind: 'pages', pages: svgPages(compiler.plainSvg(document), from, count, told.count), ...told };
  } finally {
    compiler.resetShadow();
    compiler.evictCache(REMEMBERED_JOBS);
  }
}

/** Pictures that the compiler can read, each in a place that no paper can name. */
function placedPictures(compiler: NodeCompiler, { pictures }: Job): PicturePlaces {
  const places = new Map<string, PicturePlace>();
  for (const [index, [fileId, bytes]] of pictures.entries()) {
    const format = pictureFormat(bytes);
    if (format === null) continue;
    const path = `pictures/${index}`;
    compiler.mapShadow(TEMPLATE + path, Buffer.from(bytes));
    if (isReadable(compiler, { path, format })) places.set(fileId, { path, format });
  }
  return places;
}

/** One broken picture must not cost the paper. */
function isReadable(compiler: NodeCompiler, picture: PicturePlace): boolean {
  const inputs = { picture: JSON.stringify(picture) };
  return compiler.compile({ mainFilePath: `${TEMPLATE}picture.typ`, inputs }).result !== null;
}

function compiled(compiler: NodeCompiler, inputs: Record<string, string>): NodeTypstDocument {
  const result = compiler.compile({ mainFilePath: MAIN, inputs });
  const document = result.result;
  if (document === null) throw new Error(JSON.stringify(result.takeDiagnostics()?.shortDiagnostics ?? 'no document'));
  return document;
}

/** Accessible by PDF/UA where the paper's own order of headings allows; tagged always. */
function pdfOf(compiler: NodeCompiler, document: NodeTypstDocument): Uint8Array {
  try {
    return compiler.pdf(document, { pdfStandard: 'ua-1' });
  } catch {
    return compiler.pdf(document, { pdfTags: true });
  }
}

function textsOf(data: unknown): string {
  if (typeof data === 'string') return data;
  if (typeof data !== 'object' || data === null) return '';
  return Object.values(data).map(textsOf).join('');
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
