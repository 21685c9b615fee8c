// A picture within the text: as wide as the text, no higher than half a page, its caption below. One that is missing, or that
// Word does not open, stands as its caption in brackets, so that somebody puts it in by hand.
import type { Part } from '../../../shared/papers/paper.ts';
import { CAPTION_PT, PICTURE_MAX_HEIGHT_MM } from '../gb9704.ts';
import { element, type Xml } from '../xml.ts';
import { LINE_TWIPS, textRuns, twipsOfMm, type Paragraph } from './docx-look.ts';
import type { Setting } from './docx-parts.ts';

const EMU_PER_TWIP = 635;
const TWIPS_PER_PIXEL = 15;
const PICTURE = 'http://schemas.openxmlformats.org/drawingml/2006/picture';

export function pictureParagraphs(part: Extract<Part, { kind: 'picture' }>, setting: Setting): readonly Paragraph[] {
  const found = setting.relations.pictureOf(part.fileId);
  if (found === null) return [{ place: 'centre', runs: textRuns(`【${part.caption}】`, { face: 'kaiTi' }) }];
  const { relation, picture } = found;
  const room = setting.width - setting.left;
  const most = Math.min(twipsOfMm(PICTURE_MAX_HEIGHT_MM), setting.isWide ? twipsOfMm(90) : Infinity);
  // A small picture is not blown up to more than twice its size: it would only show its grain.
  const scale = Math.min(room / picture.width, most / picture.height, 2 * TWIPS_PER_PIXEL);
  const size = {
    cx: Math.round(picture.width * scale) * EMU_PER_TWIP,
    cy: Math.round(picture.height * scale) * EMU_PER_TWIP,
  };
  const drawing = element('w:r', {}, [
    element('w:drawing', {}, [inline({ size, relation, caption: part.caption, id: setting.relations.nextDrawing() })]),
  ]);
  const image: Paragraph = { place: 'centre', line: 'auto', before: LINE_TWIPS / 2, keepsNext: true, runs: [drawing] };
  if (part.caption === '') return [{ ...image, keepsNext: false }];
  return [image, { place: 'centre', runs: textRuns(part.caption, { face: 'kaiTi', pt: CAPTION_PT }) }];
}

function inline(drawing: {
  readonly size: { readonly cx: number; readonly cy: number };
  readonly relation: string;
  readonly caption: string;
  readonly id: number;
}): Xml {
  const { size, relation, caption, id } = drawing;
  const named = { id, name: `Picture ${id}`, descr: caption };
  return element('wp:inline', { distT: 0, distB: 0, distL: 0, distR: 0 }, [
    element('wp:extent', size),
    element('wp:docPr', named),
    element('a:graphic', {}, [
      element('a:graphicData', { uri: PICTURE }, [
        element('pic:pic', {}, [
          element('pic:nvPicPr', {}, [element('pic:cNvPr', named), element('pic:cNvPicPr')]),
          element('pic:blipFill', {}, [
            element('a:blip', { 'r:embed': relation }),
            element('a:stretch', {}, [element('a:fillRect')]),
          ]),
          element('pic:spPr', {}, [
            element('a:xfrm', {}, [element('a:off', { x: 0, y: 0 }), element('a:ext', size)]),
            element('a:prstGeom', { prst: 'rect' }, [element('a:avLst')]),
          ]),
        ]),
      ]),
    ]),
  ]);
}
