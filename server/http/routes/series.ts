// A body's meetings as a sequence: its series, its backlog of topics, the review of its last meeting's tasks, the brief.
import * as routes from '../../../shared/api/series-routes.schema.ts';
import { ok } from '../../../shared/lib/result.ts';
import type { BriefService } from '../../services/briefs.ts';
import type { SeriesService } from '../../services/series.ts';
import type { TaskReviewService } from '../../services/task-review.ts';
import type { TopicService } from '../../services/topics.ts';
import { etagOf, expectedRevisions } from '../etag.ts';
import { route, type Route } from '../route.ts';

interface SeriesRouteOptions {
  readonly series: SeriesService;
  readonly topics: TopicService;
  readonly taskReviews: TaskReviewService;
  readonly briefs: BriefService;
}

export function seriesRoutes({ series, topics, taskReviews, briefs }: SeriesRouteOptions): readonly Route[] {
  return [
    route(routes.readSeries, ({ actor, params }) => series.read(actor, params.id)),
    route(routes.listTopics, ({ actor, params }) => topics.list(actor, params.id)),
    route(routes.createTopic, ({ actor, params, body }) => topics.create(actor, params.id, body)),
    route(routes.patchTopic, ({ actor, params, body }) => topics.patch(actor, params.id, params.topicId, body)),
    route(routes.removeTopic, ({ actor, params }) => topics.remove(actor, params.id, params.topicId)),
    route(routes.restoreTopic, ({ actor, params }) => topics.restore(actor, params.id, params.topicId)),
    route(routes.readMeetingReview, ({ actor, params }) => taskReviews.read(actor, params.id)),
    route(routes.reviewTask, async ({ actor, params, body, ifMatch, setHeader }) => {
      const said = await taskReviews.say(actor, params, body, expectedRevisions(ifMatch));
      if (said.ok) setHeader('ETag', etagOf(said.value.revision));
      return said;
    }),
    route(routes.readBrief, async ({ actor, params }) => {
      const read = await briefs.read(actor, params.id);
      return read.ok ? ok(plain(read.value)) : read;
    }),
  ];
}

type BriefValue = Extract<Awaited<ReturnType<BriefService['read']>>, { readonly ok: true }>['value'];

/** The same with lists of its own, as an answer has them. */
function plain(brief: BriefValue) {
  const tasks = (all: BriefValue['open']) => all.map((task) => ({ ...task, owners: [...task.owners] }));
  const lists = { decisions: [...brief.decisions], topics: [...brief.topics] };
  return { ...brief, ...lists, overdue: tasks(brief.overdue), open: tasks(brief.open) };
}
