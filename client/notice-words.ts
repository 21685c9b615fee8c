// What is said of a notice: what it tells, how it stands, why it has not left.
import type { NoticePage } from '../shared/api/notice.schema.ts';
import type { Catalogue } from '../shared/i18n/locale.ts';
import type { house } from '../shared/i18n/zh-CN/house.ts';

export type ListedNotice = NoticePage['notices'][number];
type OutboxWords = Catalogue<typeof house>['outbox'];

/** Topics that are not known yet are told by what they are about. */
export function topicInWords(topic: string, { topics, someTopic, ofTasks, ofMeetings }: OutboxWords): string {
  const known: Readonly<Partial<Record<string, string>>> = topics;
  const own = Object.hasOwn(topics, topic) ? known[topic] : undefined;
  if (own !== undefined) return own;
  if (topic.startsWith('task')) return ofTasks;
  return topic.startsWith('meeting.') ? ofMeetings : someTopic;
}

/** '' where nothing stands in its way. */
export function reasonInWords({ fault, detail }: Pick<ListedNotice, 'fault' | 'detail'>, say: OutboxWords): string {
  if (fault === null) return '';
  return detail === null || detail === '' ? say.faults[fault] : `${say.faults[fault]} ${say.said(detail)}`;
}
