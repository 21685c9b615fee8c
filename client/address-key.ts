// Keys that come in an address: of a hall screen, of the set-up. An address stays in the history, in screenshots and in
// what people forward, so the key moves into the tab's own storage the moment the page is there, and the address goes on
// without it. Reloading and Back find it there; the address that was given out works as ever, a fresh browser included.

/** The page's address, history and storage, as much as is needed. */
export interface AddressedPage {
  readonly location: Pick<Location, 'pathname' | 'search'>;
  readonly history: Pick<History, 'replaceState' | 'state'>;
  /** Reading the property itself throws where storage is blocked. */
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>;
}

const HALL = /^\/projector(?:\/([^/]+))?\/?$/;
/** A task's own page stands below /tasks too, by an id that is never as long as the key of an owner's link. */
const GUEST = /^\/(view|chair|tasks\/link|tasks(?=\/[\w-]{43}\/?$))(?:\/([^/]+))?\/?$/;
const DOOR = /^\/checkin(?:\/([^/]+))?\/?$/;
const SETUP = /^\/setup\/?$/;
const PREFIX = 'gongbi:key:';

/** The pages of those who come by a link of their own: the hall screen in the hand, the chair's, an owner's tasks. */
export type GuestPage = 'view' | 'chair' | 'tasks/link';

/** The key of a hall screen; '' when its address has lost it in another tab; null on any other page. */
export function takeHallKey(page: AddressedPage): string | null {
  const found = HALL.exec(page.location.pathname);
  return found === null ? null : takeKey(page, 'projector', found[1]);
}

/** As `takeHallKey`, of the pages that guests open. */
export function takeGuestKey(page: AddressedPage): { readonly page: GuestPage; readonly key: string } | null {
  const [, kind, key] = GUEST.exec(page.location.pathname) ?? [];
  if (kind === undefined) return null;
  const guest = kind === 'view' || kind === 'chair' ? kind : 'tasks/link';
  return { page: guest, key: takeKey(page, guest, key) };
}

/** What opens the door to sign in at; '' when its address has lost it in another tab; null on any other page. */
export function takeDoorKey(page: AddressedPage): string | null {
  const found = DOOR.exec(page.location.pathname);
  if (found === null) return null;
  return takeKey(page, 'checkin', found[1]);
}

/** The code that opened the door is over in a moment; what it was exchanged for takes its place, also for reloading. */
export function keepDoorKey(page: Pick<AddressedPage, 'sessionStorage'>, pass: string): void {
  try {
    page.sessionStorage.setItem(`${PREFIX}checkin`, pass);
  } catch {
    // Storage is blocked: whoever reloads scans again.
  }
}

/** Moves the key of the set-up out of the address; see `setupKey`. */
export function takeSetupKey(page: AddressedPage): void {
  if (!SETUP.test(page.location.pathname)) return;
  const key = new URLSearchParams(page.location.search).get('token');
  if (key !== null) moveAside(page, { name: 'setup', key, address: '/setup' });
}

/** The key of the set-up, '' when this tab was not opened with one. */
export function setupKey(page: AddressedPage): string {
  return new URLSearchParams(page.location.search).get('token') ?? kept(page, 'setup') ?? '';
}

function takeKey(page: AddressedPage, name: string, key: string | undefined): string {
  if (key === undefined) return kept(page, name) ?? '';
  moveAside(page, { name, key, address: `/${name}${page.location.search}` });
  return key;
}

interface Moved {
  readonly name: string;
  readonly key: string;
  /** Without the key. */
  readonly address: string;
}

/** Where the browser keeps nothing the address keeps its key: a screen that cannot be reloaded is of no use to a hall. */
function moveAside(page: AddressedPage, { name, key, address }: Moved): void {
  try {
    page.sessionStorage.setItem(PREFIX + name, key);
  } catch {
    // Storage is blocked or full: see above.
    return;
  }
  page.history.replaceState(page.history.state, '', address);
}

function kept(page: AddressedPage, name: string): string | null {
  try {
    return page.sessionStorage.getItem(PREFIX + name);
  } catch {
    // Storage is blocked, so nothing was kept either.
    return null;
  }
}
