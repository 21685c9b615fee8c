// The routes of a body's meetings as a sequence: its series, its backlog of topics, the review of its last meeting's tasks, and the
// brief for whoever chairs.
import { z } from 'zod';
import { defineRoute } from './route.schema.ts';
import * as shape from './series.schema.ts';
import { taskWithHistory } from './task.schema.ts';
import { id } from './text.schema.ts';

const byId = z.object({ id });
const SMALL = 16_384;

export const readSeries = defineRoute({
  name: 'readSeries',
  method: 'get',
  path: '/bodies/{id}/series',
  tag: 'series',
  summary: 'The meetings of a body, newest first, with who came, what was decided, and how their tasks stand.',
  rule: 'tasks.read',
  params: byId,
  status: 200,
  answer: shape.series,
  refusals: [],
});

export const listTopics = defineRoute({
  name: 'listTopics',
  method: 'get',
  path: '/bodies/{id}/topics',
  tag: 'series',
  summary: 'What the body means to talk about: written down by hand, or put off by its meetings; removed ones too.',
  rule: 'topics.read',
  params: byId,
  status: 200,
  answer: shape.topicList,
  refusals: [],
});

export const createTopic = defineRoute({
  name: 'createTopic',
  method: 'post',
  path: '/bodies/{id}/topics',
  tag: 'series',
  summary: 'Writes a topic down, behind all others.',
  rule: 'topics.manage',
  params: byId,
  body: shape.createTopicBody,
  maxBodyBytes: SMALL,
  status: 201,
  answer: shape.topic,
  refusals: ['storage-unavailable'],
});

export const patchTopic = defineRoute({
  name: 'patchTopic',
  method: 'patch',
  path: '/bodies/{id}/topics/{topicId}',
  tag: 'series',
  summary: 'Changes a topic, or its place among the others.',
  rule: 'topics.manage',
  params: z.object({ id, topicId: id }),
  body: shape.patchTopicBody,
  maxBodyBytes: SMALL,
  status: 200,
  answer: shape.topic,
  refusals: ['storage-unavailable'],
});

export const removeTopic = defineRoute({
  name: 'removeTopic',
  method: 'delete',
  path: '/bodies/{id}/topics/{topicId}',
  tag: 'series',
  summary: 'Takes a topic off the backlog; it can be restored.',
  rule: 'topics.manage',
  params: z.object({ id, topicId: id }),
  status: 204,
  refusals: ['storage-unavailable'],
});

export const restoreTopic = defineRoute({
  name: 'restoreTopic',
  method: 'post',
  path: '/bodies/{id}/topics/{topicId}/restore',
  tag: 'series',
  summary: 'Puts a removed topic back.',
  rule: 'topics.manage',
  params: z.object({ id, topicId: id }),
  status: 200,
  answer: shape.topic,
  refusals: ['storage-unavailable'],
});

export const readMeetingReview = defineRoute({
  name: 'readMeetingReview',
  method: 'get',
  path: '/meetings/{id}/review',
  tag: 'series',
  summary: 'The tasks of the body’s meeting before this one as they stand, and older ones that are open.',
  rule: 'tasks.read',
  params: byId,
  status: 200,
  answer: shape.meetingReview,
  refusals: [],
});

export const reviewTask = defineRoute({
  name: 'reviewTask',
  method: 'patch',
  path: '/meetings/{id}/review/{taskId}',
  tag: 'series',
  summary: 'Says how a task stands as this meeting goes through it; what leads there is added to its history at once.',
  rule: 'tasks.read',
  params: z.object({ id, taskId: id }),
  body: shape.reviewTaskBody,
  maxBodyBytes: SMALL,
  ifMatch: 'required',
  status: 200,
  answer: taskWithHistory,
  refusals: ['task-state', 'supervisor-only', 'task-limit-passed', 'sample', 'rights-changed', 'storage-unavailable'],
});

export const readBrief = defineRoute({
  name: 'readBrief',
  method: 'get',
  path: '/bodies/{id}/brief',
  tag: 'series',
  summary: 'What whoever chairs the body’s next meeting should know: open tasks, last decisions, topics, the quorum.',
  rule: 'tasks.read',
  params: byId,
  status: 200,
  answer: shape.brief,
  refusals: [],
});

export const seriesRoutes = [
  readSeries,
  listTopics,
  createTopic,
  patchTopic,
  removeTopic,
  restoreTopic,
  readMeetingReview,
  reviewTask,
  readBrief,
] as const;
