// Keys leave the address the moment the page is there, and reloading finds them all the same.
import { describe, expect, it } from 'vitest';
import {
  keepDoorKey,
  setupKey,
  takeDoorKey,
  takeGuestKey,
  takeHallKey,
  takeSetupKey,
  type AddressedPage,
} from '../../../client/address-key.ts';

interface Tab extends AddressedPage {
  /** What the address bar shows. */
  readonly address: string;
  open(address: string): void;
}

function tab(address: string, storage: 'kept' | 'blocked' = 'kept'): Tab {
  const shelf = new Map<string, string>();
  let url = new URL(address, 'http://hall.lan');
  const sessionStorage = {
    getItem: (key: string) => shelf.get(key) ?? null,
    setItem: (key: string, text: string) => void shelf.set(key, text),
  };
  return {
    get address() {
      return `${url.pathname}${url.search}`;
    },
    get location() {
      return url;
    },
    get sessionStorage() {
      if (storage === 'blocked') throw new DOMException('blocked', 'SecurityError');
      return sessionStorage;
    },
    history: { state: null, replaceState: (_state, _title, to) => void (url = new URL(String(to), url)) },
    open: (to) => void (url = new URL(to, url)),
  };
}

describe('the key of a hall screen', () => {
  it('leaves the address, what stands beside it stays', () => {
    const page = tab('/projector/secret?theme=light&lang=en');

    expect(takeHallKey(page)).toBe('secret');
    expect(page.address).toBe('/projector?theme=light&lang=en');
  });

  it('is found again when the page is reloaded', () => {
    const page = tab('/projector/secret');
    takeHallKey(page);

    expect(takeHallKey(page)).toBe('secret');
  });

  it('is the new one when the tab is opened with another', () => {
    const page = tab('/projector/secret');
    takeHallKey(page);
    page.open('/projector/other');

    expect(takeHallKey(page)).toBe('other');
    expect(takeHallKey(page)).toBe('other');
  });

  it('stays in the address where the browser keeps nothing, or a reload would lose it', () => {
    const page = tab('/projector/secret', 'blocked');

    expect([takeHallKey(page), page.address]).toEqual(['secret', '/projector/secret']);
  });

  it('is none of the secretariat’s pages', () => {
    expect(takeHallKey(tab('/meetings/abc'))).toBeNull();
    expect(takeHallKey(tab('/projector'))).toBe('');
  });
});

describe('the key of a guest’s page', () => {
  it.each(['view', 'chair'])('leaves the address of %s, what stands beside it stays, and a reload finds it', (kind) => {
    const page = tab(`/${kind}/secret?lang=en`);

    expect(takeGuestKey(page)).toEqual({ page: kind, key: 'secret' });
    expect(page.address).toBe(`/${kind}?lang=en`);
    expect(takeGuestKey(page)).toEqual({ page: kind, key: 'secret' });
  });

  it('opens no other page, and no other page’s key opens it', () => {
    const page = tab('/projector/secret');
    takeHallKey(page);
    page.open('/view');

    expect([takeGuestKey(tab('/meetings/abc')), takeGuestKey(tab('/viewer/abc'))]).toEqual([null, null]);
    expect(takeGuestKey(page)).toEqual({ page: 'view', key: '' });
  });
});

describe('the key of the set-up', () => {
  it('leaves the address and is found by the page, reloaded or not', () => {
    const page = tab('/setup?token=secret');
    takeSetupKey(page);

    expect([setupKey(page), page.address]).toEqual(['secret', '/setup']);
  });

  it('stays in the address where the browser keeps nothing', () => {
    const page = tab('/setup?token=secret', 'blocked');
    takeSetupKey(page);

    expect(setupKey(page)).toBe('secret');
  });
});

describe('the key of the door', () => {
  it('leaves the address, and the pass it was exchanged for is what a reload finds', () => {
    const page = tab('/checkin/c~abc~1~x?lang=en');

    expect([takeDoorKey(page), page.address]).toEqual(['c~abc~1~x', '/checkin?lang=en']);
    keepDoorKey(page, 'p~abc');
    expect(takeDoorKey(page)).toBe('p~abc');
  });

  it('is a fresh one when the tab scans again, and none of another page', () => {
    const page = tab('/checkin/old');
    takeDoorKey(page);
    page.open('/checkin/new');

    expect([takeDoorKey(page), takeDoorKey(tab('/checkins/x')), takeDoorKey(tab('/projector/x'))]).toEqual([
      'new',
      null,
      null,
    ]);
  });

  it('is asked for anew where the browser keeps nothing', () => {
    const page = tab('/checkin/secret', 'blocked');
    keepDoorKey(page, 'p~abc');
    expect([takeDoorKey(page), page.address]).toEqual(['secret', '/checkin/secret']);
  });
});

describe('the key of an owner’s link', () => {
  const key = 'k'.repeat(43);

  it('leaves the address, and is found again when the page is reloaded', () => {
    const page = tab(`/tasks/${key}`);

    expect(takeGuestKey(page)).toEqual({ page: 'tasks/link', key });
    expect(page.address).toBe('/tasks/link');
    expect(takeGuestKey(page)).toEqual({ page: 'tasks/link', key });
  });

  it.each(['/tasks', '/tasks/', `/tasks/${'i'.repeat(23)}`, `/tasks/${'i'.repeat(24)}-0`])(
    'is none where a page of the secretariat is: %s',
    (address) => {
      const page = tab(address);

      expect(takeGuestKey(page)).toBeNull();
      expect(page.address).toBe(address);
    },
  );
});
