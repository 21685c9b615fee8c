// What typing turns into: `## ` a heading, `- ` a list, `1. ` a numbered one, `> ` a quote, `--- ` a line. Numbers as
// Chinese minutes write them (1、 一、 （一）) stay what they are.
import { inputRules, InputRule, textblockTypeInputRule, wrappingInputRule } from 'prosemirror-inputrules';
import type { Plugin } from 'prosemirror-state';
import { nodeType } from './text-state.ts';

export function typingRules(): Plugin {
  return inputRules({
    rules: [
      textblockTypeInputRule(/^(#{2,4})\s$/, nodeType('heading'), (match) => ({ level: match[1]?.length ?? 2 })),
      wrappingInputRule(/^\s*[-*]\s$/, nodeType('bullet_list')),
      wrappingInputRule(
        /^(\d{1,3})\.\s$/,
        nodeType('ordered_list'),
        (match) => ({ order: Number(match[1]) }),
        (match, before) => before.childCount + Number(before.attrs['order']) === Number(match[1]),
      ),
      wrappingInputRule(/^\s*>\s$/, nodeType('blockquote')),
      new InputRule(/^(?:---|———)\s$/, (state, _match, start, end) =>
        state.tr.delete(start, end).replaceSelectionWith(nodeType('horizontal_rule').create()),
      ),
    ],
  });
}
