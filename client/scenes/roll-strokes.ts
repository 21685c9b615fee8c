// 一人一简: a stroke a member. As many stand full as are there; a tick marks what the charter asks.
import type { SceneRoll } from '../../shared/domain/scene.ts';

/** Above this a plain bar says it better. */
const MOST = 120;

export interface Strokes {
  readonly kind: 'strokes';
  readonly marks: readonly { readonly isThere: boolean; readonly isThreshold: boolean }[];
}
export interface Bar {
  readonly kind: 'bar';
  /** 0–1. */
  readonly share: number;
  /** 0–1; null where nothing is asked for. */
  readonly threshold: number | null;
}

export function rollStrokes({ seats, present, needed }: SceneRoll): Strokes | Bar {
  if (seats > MOST || seats === 0) {
    const whole = Math.max(1, seats);
    return {
      ...{ kind: 'bar', share: Math.min(1, present / whole) },
      threshold: needed === null ? null : Math.min(1, needed / whole),
    };
  }
  const marks = Array.from({ length: seats }, (_, index) => ({
    isThere: index < present,
    isThreshold: index + 1 === needed,
  }));
  return { kind: 'strokes', marks };
}
