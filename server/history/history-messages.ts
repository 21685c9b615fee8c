// What goes between the thread that replays journals and the rest of the process: plain values only.
import type { ItemId } from '../../shared/domain/ids.ts';
import type { HistoryOf, Moment, PastMeeting, StintPage } from '../history-ports.ts';

export type HistoryQuestion =
  | {
      readonly kind: 'stints';
      readonly of: HistoryOf;
      readonly itemId: ItemId | null;
      readonly before: number | null;
      readonly limit: number;
    }
  | { readonly kind: 'at'; readonly of: HistoryOf; readonly moment: Moment | null; readonly itemId: ItemId | null };

export interface HistoryRequest {
  readonly id: number;
  readonly question: HistoryQuestion;
}

export type HistoryAnswer =
  | { readonly kind: 'stints'; readonly page: StintPage }
  | { readonly kind: 'at'; readonly meeting: PastMeeting }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'damaged'; readonly doc: string; readonly lastGoodSeq: number }
  | { readonly kind: 'threw'; readonly message: string };

export interface HistoryReply {
  readonly id: number;
  readonly answer: HistoryAnswer;
}
