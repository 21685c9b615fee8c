// A line of names as it is edited → a list that hangs behind its label.
import type { Block } from '../domain/minutes.ts';
import { runsOf } from './block-parts.ts';
import { textOf } from './inline.ts';
import type { Part } from './paper.ts';

/** 出席：甲、乙 → a list that hangs behind its label; a line without a colon stays a paragraph. */
export function namesPart(block: Block, separator: string): Part | null {
  if (block.kind !== 'paragraph') return null;
  const text = textOf(block.inline).trim();
  if (text === '') return null;
  const found = /^([^：:]{1,12}|[A-Za-z ]{1,24})[：:]\s*(.+)$/su.exec(text);
  if (!found) return { kind: 'paragraph', runs: runsOf(block.inline) };
  const [, label = '', rest = ''] = found;
  return { kind: 'names', label: label.trim(), names: namesIn(rest, separator), separator };
}

/** Split at the separator, not within brackets: 张三（甲公司、乙公司） is one name. */
function namesIn(text: string, separator: string): readonly string[] {
  const mark = separator.trim();
  const names: string[] = [''];
  let depth = 0;
  for (const letter of text) {
    if (/[（(]/u.test(letter)) depth += 1;
    if (/[）)]/u.test(letter)) depth = Math.max(0, depth - 1);
    if (letter === mark && depth === 0) names.push('');
    else names[names.length - 1] = `${names.at(-1) ?? ''}${letter}`;
  }
  return names.map((name) => name.trim()).filter((name) => name !== '');
}
