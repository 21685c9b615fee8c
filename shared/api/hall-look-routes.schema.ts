// The routes of how a body's hall screens look.
import { z } from 'zod';
import * as shape from './hall-look.schema.ts';
import { defineRoute } from './route.schema.ts';
import { id } from './text.schema.ts';

const byId = z.object({ id });
const LOOK = { tag: 'bodies', params: byId, status: 200, answer: shape.hallLook } as const;

export const readHallLook = defineRoute({
  ...LOOK,
  ...{ name: 'readHallLook', method: 'get', path: '/bodies/{id}/hall', rule: 'register.read', refusals: [] },
  summary: 'The name, logo and colours at the head of a body’s hall screens.',
});

export const patchHallLook = defineRoute({
  ...LOOK,
  ...{ name: 'patchHallLook', method: 'patch', path: '/bodies/{id}/hall', rule: 'register.manage' },
  summary:
    'Sets the name and the accent colour of a body’s hall screens; screens that are up change at once. No fact of a meeting changes.',
  body: shape.patchHallLookBody,
  refusals: ['storage-unavailable'],
});

export const putHallLogo = defineRoute({
  ...LOOK,
  ...{ name: 'putHallLogo', method: 'post', path: '/bodies/{id}/hall/logo', rule: 'register.manage', upload: true },
  summary:
    'Sets the logo of a body’s hall screens: a PNG, JPEG or WebP of at most 2 MB, made anew as a PNG within 512 × 512 px.',
  refusals: ['invalid', 'too-large', 'rights-changed', 'storage-unavailable'],
});

export const removeHallLogo = defineRoute({
  ...LOOK,
  ...{ name: 'removeHallLogo', method: 'delete', path: '/bodies/{id}/hall/logo', rule: 'register.manage' },
  summary: 'Takes the logo off a body’s hall screens.',
  refusals: ['storage-unavailable'],
});

export const readLogo = defineRoute({
  name: 'readLogo',
  method: 'get',
  path: '/logos/{id}',
  tag: 'bodies',
  summary: 'A logo by the digest of its bytes, which screens are told; it never changes and may be kept.',
  rule: 'anyone',
  params: byId,
  status: 200,
  answer: ['image/png'],
  refusals: [],
});

export const hallLookRoutes = [readHallLook, patchHallLook, putHallLogo, removeHallLogo, readLogo] as const;
