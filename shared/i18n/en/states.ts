// What a page says where something it asked for is not there: what happened, what was kept, what to do.
import type { Catalogue } from '../locale.ts';
import type { states as zh } from '../zh-CN/states.ts';

const AGAIN =
  'What belongs here has not come yet; what you wrote is safe. It is fetched by itself once the network is back.';

export const states: Catalogue<typeof zh> = {
  missing: {
    unreachable: { title: 'The server cannot be reached', body: AGAIN },
    offline: { title: 'The network is gone', body: AGAIN },
    fault: {
      title: 'The server had a fault',
      body: 'What belongs here did not come; what was saved is untouched. It is asked for again by itself. If it never comes, please tell the administrator.',
    },
    refused: {
      title: 'Your account may not see this',
      body: 'Your rights may also have changed just now. If you need it, please ask the administrator.',
    },
    gone: {
      title: 'This is no longer here',
      body: 'It may have been moved or deleted, or your account may not see it.',
    },
    other: 'This did not come',
  },
  stale: {
    unreachable: 'The server cannot be reached; below is what was fetched before. It is brought up to date by itself.',
    fault: 'The server had a fault; below is what was fetched before. It is brought up to date by itself.',
    refused: 'Your rights have just changed; below is what was fetched before, and no longer kept up to date.',
    gone: 'This was just moved or deleted; below is what was fetched before.',
  },
  parts: {
    title: 'This part did not load',
    body: 'The network was gone for a while, or the server was just updated. What is saved stays; submit a form that you are filling in before you reload.',
    page: 'The page did not load completely, some parts do not open: the network was gone for a while, or the server was just updated. What is saved stays; submit a form that you are filling in before you reload.',
    editor:
      'The editor did not load, so the minutes can only be read for now: the network was gone for a while, or the server was just updated. What you wrote in the minutes is safe: reloading does not lose it.',
  },
};
