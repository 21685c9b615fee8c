// What a notice of a meeting (会议通知) says besides the meeting's own facts, as the secretariat fills it in. Where it stands in
// the desk is in shared/doc/desk-convening; what becomes of it on paper, in shared/papers.
import type { LocalDate } from '../lib/time.ts';

/** null = not filled in: the paper has a blank for it, or does without. */
export interface ConveningFacts {
  /** 主送: whom the notice goes to. */
  readonly to: string | null;
  /** 参会人员, where they are not told by the groups that attend. */
  readonly participants: string | null;
  /** 有关要求, in order. */
  readonly requirements: readonly string[];
  /** Of what leaves the house: something was asked, and none of it may be told. Then nothing usual is asked in its place. */
  readonly asksInside?: true;
  /** 回执期限. */
  readonly replyBy: LocalDate | null;
  /** Name and telephone number, as they are printed. */
  readonly contact: string | null;
  /** 附件 besides the reply slip. */
  readonly attachments: readonly string[];
  /** 成文日期. */
  readonly issuedOn: LocalDate | null;
  /** The agenda is a draft until the meeting adopts it: （草案）. */
  readonly isAgendaDraft: boolean;
}

/** What is written in words. */
export const NOTICE_FACTS = [
  'to',
  'participants',
  'requirements',
  'contact',
  'attachments',
] as const satisfies readonly (keyof ConveningFacts)[];
export type NoticeFact = (typeof NOTICE_FACTS)[number];

export const NO_CONVENING: ConveningFacts = {
  ...{ to: null, participants: null, requirements: [], replyBy: null, contact: null },
  ...{ attachments: [], issuedOn: null, isAgendaDraft: false },
};
