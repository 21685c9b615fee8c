// The dialogs behind the bar, in English.
import type { Catalogue } from '../locale.ts';
import type { bar as chinese } from '../zh-CN/bar.ts';

export const bar: Catalogue<typeof chinese> = {
  screen: {
    title: 'Hall screen',
    linkLabel: 'Screen link',
    body: 'Open this link on the hall’s computer; it follows the meeting by itself. A double click fills the display.',
    make: 'Make a screen link',
    makeNew: 'Make another',
    open: 'Open the screen',
    draft: 'The agenda is a draft: links can be made once it is published, or the meeting open.',
    madeOnce: 'The link is shown only now; another can be made later.',
    existing: (count: number) => `${count} screen ${count === 1 ? 'link' : 'links'} in use`,
    shows: 'Shows',
    modes: {
      auto: 'Automatic',
      welcome: 'Welcome',
      agenda: 'Agenda',
      item: 'Current item',
      break: 'Break',
      minutes: 'Live minutes',
      decision: 'Decisions',
      closing: 'Closing',
      blank: 'Blank',
    },
    autoHint: 'Automatic follows phase and agenda and never shows the minutes.',
    freeze: 'Freeze the picture',
    freezeHint: 'A frozen picture does not change until released.',
    plainHttp:
      'The screen’s address is http: turn off sleep and screen saver on the hall’s computer, and do not reload the screen while the server is down, or it will not open.',
  },
  share: {
    title: 'Share a link',
    body: 'Whoever has a link opens that one page without an account: no notes, nothing internal.',
    make: 'Make a link',
    again: 'Make another',
    linkLabel: (kind) => `Link: ${kind}`,
    scan: 'Scan it with a phone',
    links: 'Links in use',
    none: 'No links yet.',
    kinds: { projector: 'Screen', view: 'Screen in the hand', checkin: 'Sign-in' },
    purposes: {
      view: 'What the hall screen shows, on a phone: set as text, for those who sit far away, see badly or are not in the room. It can be read out.',
    },
    revoke: 'Withdraw',
    made: (when) => `made ${when}`,
  },
  details: {
    title: 'Saving and connection',
    server: 'Server',
    serverState: {
      loading: 'Connecting',
      saved: 'Connected; every change is on the server’s disk',
      saving: 'Connected; changes are being saved',
      disconnected: 'Out of reach; trying again',
      'no-answer': 'Connected, but it does not answer; trying again',
      'storage-unavailable': 'Connected, but its disk takes nothing; saved as soon as it does',
      refused: 'Does not accept changes; see the note on the page',
      'read-only': 'Connected, read only',
    },
    last: 'Last saved',
    never: 'Nothing changed on this page yet',
    unsent: 'Not sent',
    noneUnsent: 'Nothing',
    someUnsent: 'Some changes; they are sent once connected',
    device: 'This device',
    keeps: {
      yes: 'Keeps what you write offline, even when the page is closed',
      no: 'Keeps nothing: closing the page while offline loses what was not sent',
    },
    opens: {
      yes: 'Opens meetings and screens seen before while the server is down',
      'not-secure': 'Cannot open meetings or screens while the server is down; leave open what is open',
      unsupported: 'Cannot open meetings or screens while the server is down: this browser has no means for it',
      refused:
        'Cannot open meetings or screens while the server is down: the browser has not agreed, mostly because it does not trust the certificate',
    },
    awake: {
      yes: 'Keeps the display of a hall screen awake',
      no: 'Cannot keep the display of a hall screen awake: turn off sleep and screen saver on the hall’s computer',
    },
    copies: {
      yes: 'Copies links and text with one click',
      no: 'Copying with one click may fail: select the text and press Ctrl+C',
    },
    whyNot:
      'Browsers allow what is marked “—” only at https addresses. Writing, saving and going on offline are not affected. Please ask whoever runs the server to set up https.',
  },
  late: {
    title: 'Not in the meeting',
    body: 'This text is not in the meeting (for example because it was archived, the text was refused, or the copy on this device differed from the server’s). Look it over, copy what is needed where it belongs, then clear it from this device.',
    place: { minutes: 'Minutes', title: 'Item title', task: 'Task', decision: 'Decision', notes: 'Notes' },
    copyAll: 'Copy all',
    placed: 'Placed, clear',
  },
};
