// The list at the door, as a phone shows it: found by a letter, signed by a tap; and what somebody reads whose own link is good
// while their name is no longer on the list.
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import DoorList from '../../../client/panels/door-list.svelte';
import DoorSigned from '../../../client/panels/door-signed.svelte';
import type { Door } from '../../../shared/api/check-in.schema.ts';
import { checkin as say } from '../../../shared/i18n/zh-CN/checkin.ts';

const mounted: object[] = [];
afterEach(async () => {
  for (const component of mounted.splice(0)) await unmount(component);
  document.body.replaceChildren();
});

const SURNAMES = [...'王陈单张田曾仇任刘顾蒋朱肖潘'];

function opened(door: Partial<Door>) {
  const signed: string[] = [];
  const unlisted: string[] = [];
  const props = {
    ...({ say, locale: 'zh-CN', isSending: false, isOffline: false, wasWithdrawn: false, trouble: null } as const),
    door: {
      meeting: { title: '会', titleLines: ['会'], plannedStart: null, venue: null, timeZone: 'Asia/Shanghai' },
      people: SURNAMES.map((name) => ({ key: `k-${name}`, name: `${name}一`, org: null, title: null })),
      ...{ agenda: [], pass: null, isPersonal: false, waiting: null, ...door },
    },
    onsign: (person: string) => signed.push(person),
    onunlisted: (name: string) => unlisted.push(name),
  };
  mounted.push(mount(DoorList, { target: document.body, props }));
  flushSync();
  const button = (): HTMLButtonElement | null => document.querySelector('button[type=submit]');
  return { signed, unlisted, button };
}

function type(text: string): void {
  const input = document.querySelector<HTMLInputElement>('input[type=text]') ?? expect.fail('no line');
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
}

test('two letters leave one name, and one tap signs it in', () => {
  const { signed, button } = opened({});
  type('sy');

  document.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));

  expect([button()?.textContent, signed]).toEqual(['单一　签到', ['k-单']]);
});

test('a name that is not found is taken along to where one tells it', () => {
  const { unlisted } = opened({});
  type('吴迪');
  document.querySelector<HTMLElement>('button.link')?.click();

  expect(unlisted).toEqual(['吴迪']);
});

test('a link of one’s own says so when its name is no longer on the list, and offers nothing that does nothing', () => {
  const { button } = opened({ isPersonal: true, people: [] });

  expect(document.querySelector('[role=alert]')?.textContent).toBe(say.noLongerListed);
  expect(button()).toBeNull();
});

test('whoever is signed in finds the hall screen a tap away where it may be seen, and nothing of it elsewhere', () => {
  const signed = { state: 'in', name: '单一', at: 5, isNew: true, receipt: null } as const;
  const linkOf = (view: { readonly view?: string }): string | null => {
    const props = { say, door: null, signed: { ...signed, ...view }, time: String, onback: () => undefined };
    const target = document.createElement('div');
    mounted.push(mount(DoorSigned, { target, props }));
    return target.querySelector('a')?.getAttribute('href') ?? null;
  };

  expect([linkOf({ view: 'v~l1~s' }), linkOf({})]).toEqual(['/view/v~l1~s', null]);
});
