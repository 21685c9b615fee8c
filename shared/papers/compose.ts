// A paper of a meeting by its kind, for whoever prints it; and which there are, for whoever chooses one.
import type { MeetingSnapshot } from '../domain/snapshot.ts';
import { ok, refused, type Result } from '../lib/result.ts';
import { articlePaper } from './article.ts';
import { formatsOf, PAPER_KINDS, type MissingFact, type PaperFormat, type PaperKind } from './kinds.ts';
import { minutesPaper } from './minutes-paper.ts';
import type { PaperOptions } from './minutes-sections.ts';
import type { Paper } from './paper.ts';
import { pressNotePaper } from './press-note.ts';
import { recordPaper } from './record-paper.ts';

export interface PaperOrder {
  readonly kind: PaperKind;
  /** Of a paper about one thing: its id. */
  readonly subject: string | null;
  /** To whom it is made out. */
  readonly to: string | null;
}

/** What may be chosen: a paper about one thing has `subjects` to choose from, any other null. */
export interface PaperOffer {
  readonly kind: PaperKind;
  readonly formats: readonly PaperFormat[];
  readonly subjects: readonly { readonly id: string; readonly name: string }[] | null;
  readonly missing: MissingFact | null;
}

/** For the audience of `snapshot`. Refusal: `paper-missing` {fact}. */
export function composePaper(
  { kind }: PaperOrder,
  snapshot: MeetingSnapshot,
  options: PaperOptions,
): Result<Paper, 'paper-missing'> {
  switch (kind) {
    case 'minutes':
      return ok(minutesPaper(snapshot, options));
    case 'record':
      return ok(recordPaper(snapshot, options));
    case 'article':
      return snapshot.agenda.length === 0
        ? refused('paper-missing', { fact: 'agenda' })
        : ok(articlePaper(snapshot, options));
    case 'press-note':
      return snapshot.agenda.length === 0
        ? refused('paper-missing', { fact: 'agenda' })
        : ok(pressNotePaper(snapshot, options));
    default:
      return refused('paper-missing', { fact: 'subject' satisfies MissingFact });
  }
}

export function paperOffers(_snapshot: MeetingSnapshot): readonly PaperOffer[] {
  return PAPER_KINDS.filter((kind) => kind === 'minutes' || kind === 'record').map((kind) => ({
    ...{ kind, formats: formatsOf(kind), subjects: null, missing: null },
  }));
}
