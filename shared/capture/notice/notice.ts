// What a notice of a meeting says, with the place of each fact in its text: so that a person can see what was understood,
// from which words, and what was not. A row of a table is a line whose cells stand between tabs.
import type { ItemKind } from '../../domain/agenda.ts';
import type { Session } from '../../domain/meeting-name.ts';
import type { PersonRole } from '../../domain/person.ts';

/** [from, to) UTF-16 offsets in line `line` (from 0) of the text. */
export interface Span {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

export interface Found<T> extends Span {
  readonly value: T;
}

export interface FoundGroup extends Found<string> {
  readonly role: PersonRole;
}

export interface NoticePerson {
  readonly name: string;
  readonly org: string | null;
  readonly title: string | null;
  readonly role: PersonRole;
}

/** One point of an item, or an item by itself. */
export interface NoticePoint {
  readonly title: string;
  readonly kind: ItemKind;
  readonly presenters: readonly string[];
  readonly plannedMinutes: number | null;
  /** Wall time `HH:MM`. */
  readonly start: string | null;
}

export interface NoticeItem extends NoticePoint {
  /** The lines below it that are its own. */
  readonly parts: readonly Found<NoticePoint>[];
}

export interface Notice {
  /** As they came, but for space of more than forty signs, and long ones in pieces. */
  readonly lines: readonly string[];
  readonly title: Found<string> | null;
  /** Read from the title. */
  readonly session: Session | null;
  readonly organisation: Found<string> | null;
  /** `YYYY-MM-DD`. */
  readonly date: Found<string> | null;
  /** The text names no year: it is the one that fits. */
  readonly yearAssumed: boolean;
  readonly start: Found<string> | null;
  readonly end: Found<string> | null;
  /** From when on those who come sign in, `HH:MM` on the day of the meeting. */
  readonly signIn: Found<string> | null;
  readonly venue: Found<string> | null;
  readonly chair: Found<string> | null;
  readonly contact: Found<string> | null;
  readonly phone: Found<string> | null;
  readonly replyBy: Found<string> | null;
  /** 全体常务理事: who is asked without being named. */
  readonly groups: readonly FoundGroup[];
  readonly people: readonly Found<NoticePerson>[];
  readonly items: readonly Found<NoticeItem>[];
  /** Numbers of lines that hold a courtesy or a heading and nothing to take. */
  readonly formal: readonly number[];
  /** Numbers of lines of which nothing was understood. */
  readonly unread: readonly number[];
}
