// People as the minutes name them: several titles a person, order of courtesy kept, never sorted by us (domain.md §1).
import type { PersonKey } from './ids.ts';

/** 出席 · 列席 · 特邀 · 旁听 (domain.md §3.1). */
export type PersonRole = 'attending' | 'nonvoting' | 'guest' | 'observer';
export const PERSON_ROLES: readonly PersonRole[] = ['attending', 'nonvoting', 'guest', 'observer'];

export interface Person {
  readonly id: PersonKey;
  readonly name: string;
  readonly org: string | null;
  /** As written, in the order given; one text may hold several posts. */
  readonly titles: readonly string[];
  readonly role: PersonRole;
  readonly order: string;
  readonly personId: string | null;
  /** False: attends as a member without a vote (a seat in dispute, a member in arrears); absent = as the role says. */
  readonly voting?: false;
  /** For the secretariat only: other spellings, what else the source says. */
  readonly note?: string;
}

/** Who speaks on an item; `key` points into the meeting's people when the speaker is one of them. */
export interface Presenter {
  readonly key: PersonKey | null;
  readonly name: string;
  readonly org: string | null;
  readonly title: string | null;
}
