// Words around letters about tasks. They come with the few parts that show letters, so that no page carries them from its start.
import { letters as english } from '../shared/i18n/en/letters.ts';
import { letters as chinese } from '../shared/i18n/zh-CN/letters.ts';
import type { Locale } from '../shared/i18n/locale.ts';

type LetterWords = typeof chinese;
type Topic = keyof LetterWords['topic'];

export function letterWords(locale: Locale): LetterWords | typeof english {
  return locale === 'en' ? english : chinese;
}

/** What a letter was about, by its topic: `task.closed`. */
export function topicInWords(topic: string, { topic: names }: ReturnType<typeof letterWords>): string {
  const name = topic.replace(/^task\./u, '');
  const isKnown = (key: string): key is Topic => Object.hasOwn(names, key);
  return isKnown(name) ? names[name] : names.other;
}
