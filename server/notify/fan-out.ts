// An event becomes one notice for each hook that listens to it, in the transaction that settles the event: a hook that is down
// keeps its own, and no event is told twice to the others.
import type { Ids, OutboxRow } from '../ports.ts';
import type { Deliver, DueNotice } from './delivery.ts';

/** What decides whether a hook is told. */
export interface Listener {
  readonly name: string;
  /** Null = of all bodies. */
  readonly bodyId: string | null;
  /** Null = all there are. */
  readonly topics: readonly string[] | null;
}

export function fanOut(listeners: readonly Listener[], ids: Pick<Ids, 'random'>): Deliver {
  return ({ notices }) => {
    const also = notices.flatMap((event) =>
      listeners.filter((listener) => listensTo(listener, event)).map(({ name }) => noticeFor(name, event, ids)),
    );
    return Promise.resolve({ kind: 'sent', also });
  };
}

function listensTo({ bodyId, topics }: Listener, { topic, meeting }: DueNotice): boolean {
  return (bodyId === null || meeting?.bodyId === bodyId) && (topics === null || topics.includes(topic));
}

function noticeFor(name: string, event: DueNotice, ids: Pick<Ids, 'random'>): OutboxRow {
  const { id, topic, payload, dueAt, meetingId, about } = event;
  return {
    ...{ id: ids.random(), topic, payload, dueAt, channel: 'webhook', target: name, key: `${id} ${name}` },
    ...(meetingId === null ? {} : { meetingId }),
    ...(about === null ? {} : { about }),
  };
}
