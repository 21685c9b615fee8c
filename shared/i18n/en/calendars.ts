// Words of calendars that subscribe: one's own, a body's, somebody's.
import type { Catalogue } from '../locale.ts';
import type { calendars as chinese } from '../zh-CN/calendars.ts';

export const calendars: Catalogue<typeof chinese> = {
  title: 'Calendar subscriptions',
  lede: {
    account:
      'At this address the calendar of your phone or computer gets the meetings you may see and the limits you follow up.',
    body: 'At this address a calendar gets the meetings of this body; neither drafts nor anything of minutes.',
    person:
      'At this address their calendar gets the meetings on whose list they stand and the limits of their tasks, of the bodies you manage.',
  },
  none: 'There is no address yet.',
  create: 'New address',
  created: 'The address is made: copy it now',
  createdLede:
    'In your calendar choose “subscribe by URL” and paste it. Whoever knows it can read it. It is not shown again; revoke it when it is no longer needed.',
  label: 'Address to subscribe to',
  done: 'I have it',
  made: (day) => `Made ${day}`,
  used: (when) => `Last used ${when}`,
  unused: 'Not used yet',
  revoke: 'Revoke',
  revokeThis: (day) => `Revoke the address made ${day}`,
  revokeTitle: 'Revoke this address?',
  revokeLede: 'Calendars that use it get nothing more, and it cannot be taken back.',
  revokeSubmit: 'Revoke it',
  revoked: 'The address is revoked.',
};
