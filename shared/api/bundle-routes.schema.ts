// The routes of bundles: asked for, looked at, cancelled, fetched, removed. Each belongs to whoever asked for it.
import * as shape from './bundle.schema.ts';
import { defineRoute } from './route.schema.ts';

export const estimateBundle = defineRoute({
  name: 'estimateBundle',
  method: 'post',
  path: '/exports/estimate',
  tag: 'papers',
  summary: 'How much an export of many meetings would be, and which of them it would leave out; makes nothing.',
  rule: 'meeting.export',
  body: shape.bundleOrder,
  status: 200,
  answer: shape.bundleEstimate,
  refusals: ['invalid'],
});

export const createBundle = defineRoute({
  name: 'createBundle',
  method: 'post',
  path: '/exports',
  tag: 'papers',
  summary: 'Begins an export of many meetings as one zip, which is made in the background.',
  rule: 'meeting.export',
  body: shape.bundleOrder,
  status: 201,
  answer: shape.bundle,
  refusals: ['invalid', 'exports-full', 'storage-unavailable'],
});

export const listBundles = defineRoute({
  name: 'listBundles',
  method: 'get',
  path: '/exports',
  tag: 'papers',
  summary: 'Your exports of many meetings, newest first: under way, ready and ended.',
  rule: 'meeting.export',
  status: 200,
  answer: shape.bundles,
  refusals: [],
});

export const readBundle = defineRoute({
  name: 'readBundle',
  method: 'get',
  path: '/exports/{id}',
  tag: 'papers',
  summary: 'How far an export is, what is not in it and why, and whether its zip is given out.',
  rule: 'meeting.export',
  params: shape.bundleParams,
  status: 200,
  answer: shape.bundleDetails,
  refusals: [],
});

export const cancelBundle = defineRoute({
  name: 'cancelBundle',
  method: 'post',
  path: '/exports/{id}/cancel',
  tag: 'papers',
  summary: 'Stops an export; what was made of it is gone. One that has ended stays as it is.',
  rule: 'meeting.export',
  params: shape.bundleParams,
  status: 200,
  answer: shape.bundle,
  refusals: [],
});

export const repeatBundle = defineRoute({
  name: 'repeatBundle',
  method: 'post',
  path: '/exports/{id}/again',
  tag: 'papers',
  summary: 'Begins an export that was cancelled, interrupted or failed anew; any other stays as it is.',
  rule: 'meeting.export',
  params: shape.bundleParams,
  status: 200,
  answer: shape.bundle,
  refusals: ['exports-full', 'storage-unavailable'],
});

export const readBundleFile = defineRoute({
  name: 'readBundleFile',
  method: 'get',
  path: '/exports/{id}/file',
  tag: 'papers',
  summary: 'The zip of an export once it is ready; ranges are answered.',
  rule: 'meeting.export',
  params: shape.bundleParams,
  status: 200,
  answer: ['application/zip'],
  refusals: ['rights-changed', 'file-damaged'],
});

export const removeBundle = defineRoute({
  name: 'removeBundle',
  method: 'delete',
  path: '/exports/{id}',
  tag: 'papers',
  summary: 'Removes an export and its zip; one under way is stopped.',
  rule: 'meeting.export',
  params: shape.bundleParams,
  status: 204,
  refusals: [],
});

export const bundleRoutes = [
  ...[estimateBundle, createBundle, listBundles, readBundle, cancelBundle, repeatBundle, readBundleFile],
  removeBundle,
] as const;
