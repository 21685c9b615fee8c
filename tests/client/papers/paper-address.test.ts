// Where a paper of a meeting is: what is chosen for it goes into its address and comes out of it again, and only what a file is
// made of goes to the server.
import { describe, expect, test } from 'vitest';
import { addressOf, filePath, pagesPath, placeOf, type PaperPlace } from '../../../client/papers/paper-address.ts';
import type { MeetingId } from '../../../shared/domain/ids.ts';
import { brand } from '../../../shared/lib/brand.ts';

const ID = brand<MeetingId>('m1');
const READER = { locale: 'zh-CN', mayInside: true } as const;
const PLAIN: PaperPlace = {
  ...{ kind: 'minutes', view: 'text', audience: 'public', subject: null, to: '' },
  ...{ posts: false, look: 'own' },
};

const queryOf = (address: string) => new URLSearchParams(address.slice(address.indexOf('?')));
const asked = (address: string) => Object.fromEntries(queryOf(address));

describe('a place', () => {
  test.each<PaperPlace>([
    PLAIN,
    { ...PLAIN, view: 'pages', audience: 'internal', look: 'standard' },
    { ...PLAIN, kind: 'cards', view: 'pages', posts: true },
    { ...PLAIN, kind: 'excerpt', view: 'pages', subject: 'd1', to: '市民政局' },
  ])('comes out of its address as it went in: %o', (place) => {
    expect(placeOf(queryOf(addressOf(ID, place)))).toEqual(place);
  });
});

describe('what the server is asked for', () => {
  test('name cards have firm and post where that is chosen, as files and as pages', () => {
    const cards: PaperPlace = { ...PLAIN, kind: 'cards', posts: true };

    expect(asked(filePath(ID, cards, READER, 'pdf'))).toMatchObject({ posts: 'true' });
    expect(asked(pagesPath(ID, cards, READER))).toMatchObject({ posts: 'true' });
    expect(asked(filePath(ID, { ...cards, posts: false }, READER, 'pdf'))).not.toHaveProperty('posts');
    expect(asked(filePath(ID, { ...cards, kind: 'agenda' }, READER, 'pdf'))).not.toHaveProperty('posts');
  });

  test('the standard’s look is asked for the Word file of minutes alone', () => {
    const standard: PaperPlace = { ...PLAIN, look: 'standard' };

    expect(asked(filePath(ID, standard, READER, 'docx'))).toMatchObject({ look: 'standard' });
    for (const address of [
      filePath(ID, PLAIN, READER, 'docx'),
      filePath(ID, standard, READER, 'pdf'),
      filePath(ID, { ...standard, kind: 'record' }, READER, 'docx'),
      pagesPath(ID, standard, READER),
    ]) {
      expect(asked(address)).not.toHaveProperty('look');
    }
  });
});
