// The order of children that WordprocessingML asks for (ECMA-376, part 1, annex A) in the elements that we write: Word calls a
// file damaged whose children stand otherwise, where LibreOffice reads on. What is not named here must have no children in w:.
import type { Node } from '../../../server/export/template/xml-tree.ts';

/** Sequences; `*` may come again. Each holds all that the schema has before and behind what we write, or an own child would pass anywhere. */
const SEQUENCES: Readonly<Record<string, string>> = {
  'w:pPr': `pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
    suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid
    spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl
    divId cnfStyle rPr sectPr pPrChange`,
  'w:rPr': `rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish
    webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang
    eastAsianLayout specVanish oMath`,
  'w:pBdr': 'top left bottom right between bar',
  'w:tabs': 'tab*',
  'w:tblPr': `tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd
    tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription`,
  'w:tblBorders': 'top left start bottom right end insideH insideV',
  'w:tblCellMar': 'top left start bottom right end',
  'w:tblGrid': 'gridCol*',
  'w:tbl': 'tblPr tblGrid tr*',
  'w:tr': 'tblPrEx trPr tc*',
  // A choice in any order.
  'w:trPr': 'cantSplit trHeight tblHeader',
  'w:tcPr': 'cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark',
  'w:sectPr': `headerReference* footerReference* footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType
    cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings`,
  'w:pgBorders': 'top left bottom right',
  'w:styles': 'docDefaults latentStyles style*',
  'w:docDefaults': 'rPrDefault pPrDefault',
  'w:rPrDefault': 'rPr',
  'w:pPrDefault': 'pPr',
  'w:style': `name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal
    personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr*`,
  'w:settings': `writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries
    displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts
    embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader
    bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState formsDesign
    attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView trackRevisions
    doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop
    autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle
    defaultTableStyle evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets
    drawingGridHorizontalSpacing drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery
    doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData
    noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore
    savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText
    doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags alwaysMergeEmptyNamespace
    updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr attachedSchema themeFontLang
    clrSchemeMapping`,
  'w:compat': 'compatSetting*',
  'w:fonts': 'font*',
  'w:font': 'altName panose1 charset family notTrueType pitch sig',
  'w:document': 'background body',
  'w:footnotes': 'footnote*',
  'w:endnotes': 'endnote*',
  'w:footnotePr': 'pos numFmt numStart numRestart footnote*',
  'w:endnotePr': 'pos numFmt numStart numRestart endnote*',
};
/** Of what follows in any order, only what must come first or last. */
const FIRST: Readonly<Record<string, string>> = { 'w:p': 'w:pPr', 'w:r': 'w:rPr', 'w:tc': 'w:tcPr' };
const LAST: Readonly<Record<string, string>> = {
  ...{ 'w:body': 'w:sectPr', 'w:tc': 'w:p', 'w:footnote': 'w:p', 'w:endnote': 'w:p', 'w:hdr': 'w:p', 'w:ftr': 'w:p' },
};
const FREE = new Set([
  ...[
    'w:p',
    'w:r',
    'w:tc',
    'w:body',
    'w:hdr',
    'w:ftr',
    'w:footnote',
    'w:endnote',
    'w:hyperlink',
    'w:drawing',
    'w:pict',
  ],
]);

/** Each place at which a child stands where Word does not allow it. */
export function outOfOrder(nodes: readonly Node[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.kind !== 'element') return [];
    const names = node.children.flatMap((child) => (child.kind === 'element' ? [child.name] : []));
    return [...faults(node.name, names), ...outOfOrder(node.children)];
  });
}

function faults(parent: string, names: readonly string[]): readonly string[] {
  const own = names.filter((name) => name.startsWith('w:'));
  const sequence = SEQUENCES[parent]?.split(/\s+/u);
  if (sequence !== undefined) return sequenceFaults(parent, own, sequence);
  if (!FREE.has(parent)) return own.map((name) => `${parent}: ${name} is not known there`);
  const [first, last] = [FIRST[parent], LAST[parent]];
  return [
    ...(first !== undefined && names.lastIndexOf(first) > 0 ? [`${parent}: ${first} is not first`] : []),
    ...(last !== undefined && names.at(-1) !== last ? [`${parent}: ${last} is not last`] : []),
  ];
}

function sequenceFaults(parent: string, names: readonly string[], sequence: readonly string[]): readonly string[] {
  let at = 0;
  return names.flatMap((name) => {
    const place = sequence.findIndex((each, index) => index >= at && each.replace('*', '') === name.slice(2));
    if (place === -1) return [`${parent}: ${name} stands too late, twice, or is none of its children`];
    at = sequence[place]?.endsWith('*') ? place : place + 1;
    return [];
  });
}
