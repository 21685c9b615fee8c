// The routes of a body's own template for formal minutes.
import * as shape from './minutes-template.schema.ts';
import { defineRoute } from './route.schema.ts';

const BODY = { tag: 'bodies', params: shape.templateParams, status: 200 } as const;
const TEMPLATE = { ...BODY, answer: shape.minutesTemplates } as const;
const WORD = ['application/vnd.openxmlformats-officedocument.wordprocessingml.document'] as const;
const PATH = '/bodies/{id}/minutes-template';

export const readMinutesTemplate = defineRoute({
  ...TEMPLATE,
  ...{ name: 'readMinutesTemplate', method: 'get', path: PATH, rule: 'register.read', refusals: [] },
  summary: 'The Word template that a body has for its formal minutes, and the one it had before.',
});

export const putMinutesTemplate = defineRoute({
  ...TEMPLATE,
  ...{ name: 'putMinutesTemplate', method: 'post', path: PATH, rule: 'register.manage', upload: true },
  summary:
    'Sets the template: a .docx of at most 2 MB, tried at once with one of every fact. What cannot be filled is named by placeholder and place, and nothing is changed.',
  refusals: ['invalid', 'too-large', 'template-faulty', 'rights-changed', 'storage-unavailable'],
});

export const removeMinutesTemplate = defineRoute({
  ...TEMPLATE,
  ...{ name: 'removeMinutesTemplate', method: 'delete', path: PATH, rule: 'register.manage' },
  summary: 'Takes the template out of use: minutes have the standard look again. It can be put back.',
  refusals: ['storage-unavailable'],
});

export const restoreMinutesTemplate = defineRoute({
  ...TEMPLATE,
  ...{ name: 'restoreMinutesTemplate', method: 'post', path: `${PATH}/restore`, rule: 'register.manage' },
  summary: 'Puts the former template into use again; what stood becomes the former one.',
  body: shape.restoreTemplateBody,
  refusals: ['storage-unavailable'],
});

export const readMinutesTemplateFile = defineRoute({
  ...BODY,
  ...{ name: 'readMinutesTemplateFile', method: 'get', path: `${PATH}/file`, rule: 'register.read', refusals: [] },
  summary: 'The template that is in use, byte by byte as it was put up.',
  answer: WORD,
});

export const readMinutesTemplateSample = defineRoute({
  ...BODY,
  ...{ name: 'readMinutesTemplateSample', method: 'get', path: `${PATH}/sample`, rule: 'register.read', refusals: [] },
  summary: 'A template to begin with: the standard look with placeholders, and behind it the list of all of them.',
  query: shape.sampleQuery,
  answer: WORD,
});

export const minutesTemplateRoutes = [
  ...([readMinutesTemplate, putMinutesTemplate, removeMinutesTemplate, restoreMinutesTemplate] as const),
  ...([readMinutesTemplateFile, readMinutesTemplateSample] as const),
] as const;
