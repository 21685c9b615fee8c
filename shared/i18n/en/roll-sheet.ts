// Words of entering a signed sheet afterwards: many at once, with one time.
import type { Catalogue } from '../locale.ts';
import type { sheet as chinese } from '../zh-CN/roll-sheet.ts';

export const sheet: Catalogue<typeof chinese> = {
  open: 'Signed sheet…',
  title: 'Enter a signed sheet',
  lede: 'Tick whoever signed: type a name or initials and press Enter. If nearly all did, tick all and take out the others.',
  at: 'Arrived at',
  atHint: 'One time for the whole sheet; single ones can be corrected later',
  find: 'Name or initials, Enter ticks',
  none: 'Nobody is left to enter: everybody on the list has arrived.',
  notAwaited: (query) => `Nobody is left for “${query}”: not on the list, or noted already.`,
  all: 'Tick all',
  clear: 'Clear',
  people: 'Not noted as there',
  ticked: (name) => `${name}: ticked`,
  unticked: (name) => `${name}: taken out`,
  save: (count) => (count === 0 ? 'Tick somebody first' : count === 1 ? 'Note 1 arrival' : `Note ${count} arrivals`),
  done: (count, time) => `${count === 1 ? '1 person' : `${count} people`} noted as there at ${time}`,
};
