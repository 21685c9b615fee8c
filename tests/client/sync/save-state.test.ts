// @vitest-environment node
// The saved light: every sequence of events up to a length is tried, and the light must never promise what is not so.
import { describe, expect, it } from 'vitest';
import {
  INITIAL_SAVE,
  reduceSave,
  saveStateOf,
  type SaveEvent,
  type SaveModel,
} from '../../../client/sync/save-state.ts';

const at = 1_000;
const EVENTS: readonly SaveEvent[] = [
  { kind: 'loaded', unsent: 0 },
  { kind: 'loaded', unsent: 2 },
  { kind: 'joined', access: 'write', owing: false },
  { kind: 'joined', access: 'write', owing: true },
  { kind: 'joined', access: 'read', owing: false },
  { kind: 'left' },
  { kind: 'typed', at },
  { kind: 'sent' },
  { kind: 'acked', at, owing: false },
  { kind: 'acked', at, owing: true },
  { kind: 'unanswered' },
  { kind: 'storage-failed' },
  { kind: 'refused', code: 'not-signed-in' },
  { kind: 'replaced' },
];

/** What is true, told apart from the reducer: whether anything typed or loaded is not yet acknowledged. */
function owes(before: boolean, event: SaveEvent): boolean {
  switch (event.kind) {
    case 'typed':
      return true;
    case 'loaded':
      return before || event.unsent > 0;
    case 'joined':
    case 'acked':
      return event.owing;
    case 'replaced':
      return false;
    default:
      return before;
  }
}

function run(events: readonly SaveEvent[]): SaveModel {
  return events.reduce(reduceSave, INITIAL_SAVE);
}

describe('the saved light', () => {
  it('says saved only when nothing is unacknowledged and the connection stands, after every sequence of four', () => {
    const violations: string[] = [];
    const walk = (model: SaveModel, owing: boolean, linked: boolean, path: readonly SaveEvent[]): void => {
      const state = saveStateOf(model);
      if (state.kind === 'saved' && (owing || !linked)) violations.push(JSON.stringify(path));
      if (state.kind === 'offline' && owing && state.unsent === 0)
        violations.push(`none counted: ${JSON.stringify(path)}`);
      if (path.length === 4) return;
      for (const event of EVENTS) {
        const stays = event.kind === 'joined' ? true : !['left', 'refused', 'replaced'].includes(event.kind) && linked;
        walk(reduceSave(model, event), owes(owing, event), stays, [...path, event]);
      }
    };

    walk(INITIAL_SAVE, false, false, []);

    expect(violations).toEqual([]);
  });

  it('is loading until there is something to show', () => {
    expect(saveStateOf(INITIAL_SAVE)).toEqual({ kind: 'loading' });
  });

  it('is saved once everything that was sent is acknowledged', () => {
    const model = run([
      { kind: 'joined', access: 'write', owing: false },
      { kind: 'typed', at },
      { kind: 'sent' },
      { kind: 'acked', at: at + 40, owing: false },
    ]);

    expect(saveStateOf(model)).toEqual({ kind: 'saved', at: at + 40 });
  });

  it('goes on saving when more was typed behind the acknowledged frame', () => {
    const model = run([
      { kind: 'joined', access: 'write', owing: false },
      { kind: 'typed', at },
      { kind: 'sent' },
      { kind: 'typed', at: at + 10 },
      { kind: 'acked', at: at + 40, owing: true },
    ]);

    expect(saveStateOf(model)).toEqual({ kind: 'saving', unsent: 1 });
  });

  it('counts a run of keystrokes as one change and a later one as another', () => {
    const model = run([
      { kind: 'loaded', unsent: 0 },
      { kind: 'typed', at },
      { kind: 'typed', at: at + 300 },
      { kind: 'typed', at: at + 5_000 },
    ]);

    expect(saveStateOf(model)).toEqual({ kind: 'offline', unsent: 2, cause: 'disconnected' });
  });

  it('keeps saying why it stopped until it is joined again', () => {
    const stopped = run([{ kind: 'loaded', unsent: 1 }, { kind: 'refused', code: 'not-signed-in' }, { kind: 'left' }]);
    const back = reduceSave(stopped, { kind: 'joined', access: 'write', owing: false });

    expect(saveStateOf(stopped)).toEqual({ kind: 'refused', code: 'not-signed-in' });
    expect(saveStateOf(back).kind).toBe('saved');
  });

  it('[F7] goes on saying that the disk takes nothing through every join, until something was acknowledged', () => {
    const joined: SaveEvent = { kind: 'joined', access: 'write', owing: true };
    const full = run([joined, { kind: 'typed', at }, { kind: 'sent' }, { kind: 'storage-failed' }, joined]);
    const saved = reduceSave(full, { kind: 'acked', at, owing: false });

    expect(saveStateOf(full)).toMatchObject({ kind: 'offline', cause: 'storage-unavailable' });
    expect(saveStateOf(saved).kind).toBe('saved');
  });

  it('is read-only where the server gave no more', () => {
    expect(saveStateOf(run([{ kind: 'joined', access: 'read', owing: false }]))).toEqual({ kind: 'read-only' });
  });
});
