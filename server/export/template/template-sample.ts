// A template to begin with: the built-in minutes with placeholders in the place of facts, and behind them, to be deleted, a list
// of everything that may be asked for. Made by the same renderer as the minutes.
import type { Locale } from '../../../shared/i18n/locale.ts';
import type { Part, Run, TableField, TextPaper } from '../../../shared/papers/paper.ts';
import { TEMPLATE_COMMA, TEMPLATE_LISTS, TEMPLATE_TEXTS } from '../../../shared/papers/template-facts.ts';
import { docxFile } from '../papers/docx.ts';

/** What the sample says itself. */
export interface SampleWords {
  readonly title: string;
  readonly listTitle: string;
  readonly listLede: string;
  readonly head: Readonly<Record<'chinese' | 'english' | 'use', string>>;
  readonly value: string;
  readonly repetition: string;
  readonly within: (list: string) => string;
  readonly mark: string;
  readonly labels: Readonly<
    Record<
      'minutes' | 'number' | 'what' | 'owner' | 'due' | 'attending' | 'excused' | 'invited' | 'recorder' | 'copies',
      string
    >
  >;
}

export function templateSample(locale: Locale, words: SampleWords): Promise<Buffer> {
  const name = namesIn(locale);
  const paper: TextPaper = {
    ...{ form: 'text', locale, audience: 'public', organisation: null, isPaged: true, footnote: null },
    title: words.title,
    masthead: {
      lines: [name('{单位名称}'), `${name('{机构名称}')}${words.labels.minutes}`],
      ...{ number: name('{文号}'), issuer: name('{印发机关}'), date: name('{印发日期}') },
    },
    parts: [...minutes(words.labels, name), ...catalogue(words)],
    imprint: {
      copies: { label: words.labels.copies, to: name('{分送范围}') },
      ...{ issuer: name('{印发机关}'), date: name('{印发日期}') },
    },
  };
  return docxFile(paper, new Map());
}

type Names = (text: string) => string;

/** Placeholders are written here by their Chinese names; an English sample has the English ones. */
function namesIn(locale: Locale): Names {
  if (locale === 'zh-CN') return (text) => text;
  const english = new Map<string, string>([
    ...Object.entries(TEMPLATE_TEXTS).map(([one, chinese]) => [chinese, one] as const),
    ...Object.entries(TEMPLATE_LISTS).flatMap(([one, { name, fields }]) => [
      ...Object.entries(fields).map(([field, chinese]) => [chinese, field] as const),
      [name, one] as const,
    ]),
    [TEMPLATE_COMMA.chinese, TEMPLATE_COMMA.english],
  ]);
  return (text) =>
    text.replace(/\{([#?/]?)([^{}]+)\}/gu, (_, mark: string, one: string) => `{${mark}${english.get(one) ?? one}}`);
}

function minutes(label: SampleWords['labels'], name: Names): readonly Part[] {
  const text = (own: string): Part => paragraph(name(own));
  const cell = (own: string): TableField => field(name(own));
  const list = (own: string, names: string): Part => ({
    kind: 'names',
    label: own,
    names: [name(names)],
    separator: '、',
  });
  return [
    { kind: 'title', text: name('{纪要标题}') },
    text('{导语}'),
    text('{#议题}'),
    { kind: 'heading', level: 1, runs: said(name('{序号}、{标题}')) },
    text('{正文}'),
    text('{/议题}'),
    text('{?任务}'),
    {
      kind: 'table',
      columns: [
        { width: 1, place: 'centre' },
        { width: 5 },
        { width: 3, place: 'centre' },
        { width: 3, place: 'centre' },
      ],
      head: [[field(label.number), field(label.what), field(label.owner), field(label.due)]],
      rows: [[cell('{#任务}{序号}'), cell('{事项}'), cell('{责任人}'), cell('{完成时限}{/任务}')]],
    },
    text('{/任务}'),
    list(label.attending, '{#出席}{姓名}（{单位}）{顿号}{/出席}'),
    ...[text('{?请假}'), list(label.excused, '{请假名单}'), text('{/请假}')],
    ...[text('{?列席}'), list(label.invited, '{列席名单}'), text('{/列席}')],
    list(label.recorder, '{记录人}'),
  ];
}

function catalogue(words: SampleWords): readonly Part[] {
  const texts = Object.entries(TEMPLATE_TEXTS).map(([english, chinese]) => [chinese, english, words.value] as const);
  const lists = Object.entries(TEMPLATE_LISTS).flatMap(([english, { name, fields }]) => [
    [name, english, words.repetition] as const,
    ...Object.entries(fields).map(([one, chinese]) => [chinese, one, words.within(name)] as const),
  ]);
  const comma = [TEMPLATE_COMMA.chinese, TEMPLATE_COMMA.english, words.mark] as const;
  return [
    { kind: 'appendix', label: '', title: words.listTitle },
    paragraph(words.listLede),
    {
      kind: 'table',
      columns: [{ width: 2 }, { width: 3 }, { width: 4 }],
      head: [[words.head.chinese, words.head.english, words.head.use].map(field)],
      rows: [...texts, ...lists, comma].map((row) => row.map(field)),
    },
  ];
}

const said = (text: string): readonly Run[] => [{ kind: 'text', text }];
const paragraph = (text: string): Part => ({ kind: 'paragraph', runs: said(text) });
const field = (text: string): TableField => ({ parts: [paragraph(text)] });
