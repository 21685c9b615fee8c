// The panel of the article for an official account, in English.
import type { Catalogue } from '../locale.ts';
import type { articlePanel as zh } from '../zh-CN/article-panel.ts';

export const articlePanel: Catalogue<typeof zh> = {
  region: 'WeChat article',
  preview: 'On a phone',
  title: 'Title',
  titleHint: 'An official account takes up to 32 characters',
  digest: 'Digest',
  digestHint: 'Shown on the card when it is shared; up to 120 characters',
  count: (n, max) => `${n} / ${max}`,
  over: (n) => `${n} too many`,
  proposed: 'Back to the proposal',
  copy: 'Copy the text',
  copyHint: 'Paste it into the editor of the official account; its look goes along',
  copyTitle: 'Copy the title',
  copyDigest: 'Copy the digest',
  copied: {
    body: 'The text is copied: paste it (Ctrl+V) into the editor of the official account. Pictures are uploaded there.',
    title: 'The title is copied.',
    digest: 'The digest is copied.',
  },
  refused: {
    body: 'The browser did not allow copying. The text is selected: press Ctrl+C (⌘C on a Mac).',
    title: 'The browser did not allow copying. Select the title and press Ctrl+C.',
    digest: 'The browser did not allow copying. Select the digest and press Ctrl+C.',
  },
  markup: 'Text with its markup',
  fits: 'within what an official account takes',
  left: (n) =>
    n === 1
      ? 'The text is too long: its last part was left out, and the copy says so. Leave out what is not needed.'
      : `The text is too long: its last ${n} parts were left out, and the copy says so. Leave out what is not needed.`,
  // Of the article itself, which is Chinese in every language.
  cut: '（篇幅超出公众号上限，以下从略）',
  sections: 'Passages',
  sectionsHint:
    'Tick what is published; the arrows change the order. What nobody rewrote follows the record; what somebody rewrote stays, and you are asked when its record changes.',
  names: { lead: 'Lead', close: 'End', credits: 'Credits and QR code', other: 'A passage without a heading' },
  text: {
    write: 'Rewrite',
    edit: 'Edit',
    close: 'Close',
    writeOf: (name) => `Rewrite “${name}”`,
    closeOf: (name) => `Close “${name}”`,
    written: 'Rewritten',
    follow: 'Follow the record',
    followOf: (name) => `Let “${name}” follow the record again`,
    again: (nth) => (nth === null ? 'Bring back' : `Bring back (${nth})`),
    againOf: (name, nth) => `Bring back what was written in “${name}”${nth === null ? '' : ` (${nth})`}`,
    stale: 'The record has changed; this is the text from before.',
    update: 'Update',
    twice:
      'There are two of this passage, written at once; the first is published. Make one of them and drop the other.',
    drop: 'Drop this one',
    withheld:
      'This passage names something internal: the article does without what was written and follows the record.',
    lostUnder: 'A colleague let this passage follow the record again. What you write here is kept, but not published.',
    lost: {
      internal:
        'The item is internal now, so the article leaves it out. What was written is kept here and published once the item is open again.',
      gone: 'The item has left the agenda, so the article leaves it out. What was written is kept here to be copied elsewhere.',
      apart:
        'The item is now part of another one, or was not dealt with: it has no passage of its own. What was written is kept here, not published.',
      told: 'This passage names something internal, so the article leaves it out. What was written is kept here.',
    },
    lostDrop: 'Drop',
    lostDropOf: (name) => `Drop what was written in “${name}”`,
    withheldFact: 'Names something internal; the article does without it',
  },
  include: (name) => `Publish “${name}”`,
  up: (name) => `Move “${name}” up`,
  down: (name) => `Move “${name}” down`,
  empty: 'The meeting has no items yet, so there is nothing to report.',
  pictures: 'Pictures',
  picturesHint:
    'An official account takes no pasted pictures. Download them and put each where its number stands in the editor.',
  picture: (n, caption) => (caption === '' ? `Picture ${n}` : `Picture ${n}: ${caption}`),
  missing: 'The meeting has no such picture; it comes from elsewhere',
  download: (n) => `Download picture ${n}`,
  noPictures: 'There are no pictures in the article.',
  credits: 'Credits',
  author: 'Text by',
  editor: 'Edited by',
  reviewer: 'Reviewed by',
  press: 'Press note',
  pressHint: 'Printed in the English press note: please write in English',
  headline: 'Headline',
  about: 'About the organisation',
  contact: 'Press contact',
  pressHints: {
    headline: 'Left empty: the organisation, the meeting and what came of it',
    about: 'Two or three sentences; left empty, the note keeps a place for them',
    contact: 'Name, telephone, e-mail; left empty, the note keeps a place for them',
  },
  readOnly: 'Here it can be read and copied, not changed.',
  unreadable: 'This program cannot read the contents of this version; its files can still be downloaded.',
};
