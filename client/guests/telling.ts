// What a screen has to say to those who listen to it, cut into what is said anew when it differs and what is said once.
// Nothing of it follows the clock: a running time is not told, only that it is nearly up or over.
import type { Scene, SceneAgendaRow, SceneSpeaker } from '../../shared/domain/scene.ts';
import { unreachable } from '../../shared/lib/assert.ts';
import { wallTimeIn, type EpochMs } from '../../shared/lib/time.ts';
import type { ScreenState } from '../../shared/protocol/screen-state.ts';
import { meetingTimeSaid } from '../scenes/calendar.ts';
import { slipOf } from '../scenes/announcement.ts';
import { timerView } from '../scenes/timer-view.ts';
import type { MirrorWords } from './mirror-words.ts';

export interface Telling {
  /** What is shown, in one sentence; said whenever it is another one. */
  readonly scene: string;
  /** What comes to it line by line; each is said when it is new. */
  readonly lines: readonly string[];
  /** The lines are being typed before everybody's eyes: said once they rest. */
  readonly isTyped: boolean;
  /** Said once as long as the scene stays and nobody gives it more time. */
  readonly mark: { readonly key: string; readonly text: string } | null;
  /** Whether the quorum is met, in words; '' where nobody asks. */
  readonly quorum: string;
  /** What an operator laid over the scene; '' for nothing. */
  readonly over: string;
}

export function tellingOf(screen: ScreenState, now: EpochMs, words: MirrorWords): Telling {
  const { scene, room } = screen;
  const roll = room?.roll;
  const asked = roll === undefined || roll.needed === null || scene.kind === 'blank';
  return {
    ...sceneTelling(screen, words),
    isTyped: scene.kind === 'decision',
    mark: scene.kind === 'item' || scene.kind === 'speaker' ? timeMark(scene, now, words) : null,
    quorum: asked ? '' : words.hall.roll[roll.met ? 'met' : 'notMet'],
    over: overText(screen, now, words),
  };
}

function sceneTelling(screen: ScreenState, words: MirrorWords): Pick<Telling, 'scene' | 'lines'> {
  const { scene } = screen;
  const { hall, own } = words;
  switch (scene.kind) {
    case 'welcome': {
      const title = scene.titleLines.join('') || screen.meeting.title;
      return {
        scene: said(words, [title, ...(meetingTimeSaid(scene, screen, hall) ?? []), scene.venue ?? '']),
        lines: [],
      };
    }
    case 'photo':
      return { scene: said(words, [scene.titleLines.join(''), ...scene.parties]), lines: [] };
    case 'quorum':
      // The figures and whether they are enough are told beside every scene.
      return { scene: hall.slip.quorum, lines: [] };
    case 'agenda':
      return { scene: said(words, [hall.slip.agenda, agendaFocusText(scene.rows, words)]), lines: [] };
    case 'item':
      return itemTelling(scene, words);
    case 'speaker': {
      const person = scene.speaking ?? scene.waiting[0];
      const who = person ? speakerText(person, words) : '';
      return { scene: said(words, [hall.speaker[scene.speaking ? 'now' : 'next'], who]), lines: [] };
    }
    case 'break': {
      const { endsAt } = timerView(scene.timer, screen.serverNow);
      const back = endsAt === null ? '' : hall.break.resumes(wallTimeIn(screen.timeZone, endsAt));
      return { scene: said(words, [scene.title.trim() || hall.slip.break, back]), lines: [] };
    }
    case 'minutes':
      return { scene: said(words, [hall.slip.minutes, numbered(scene, words)]), lines: scene.paragraphs };
    case 'decision':
      return { scene: said(words, [hall.slip.decision, numbered(scene, words)]), lines: scene.wordings };
    case 'tasks':
    case 'closing':
      return {
        scene: said(words, scene.kind === 'tasks' ? [scene.meeting] : [hall.closing.ended, hall.closing.thanks]),
        lines: scene.tasks.map(({ what, owners }) => said(words, [what, hall.people.list(owners)])),
      };
    case 'blank':
      return { scene: own.blank, lines: [] };
    default:
      return unreachable(scene);
  }
}

function itemTelling(scene: Extract<Scene, { kind: 'item' }>, words: MirrorWords): Pick<Telling, 'scene' | 'lines'> {
  const { hall } = words;
  const slip = slipOf(scene, hall);
  const { ceremony, guests = [] } = scene;
  if (ceremony?.kind === 'signing') {
    const parties = ceremony.parties.map((party) => speakerText({ ...party, name: party.signatory }, words));
    return { scene: said(words, [hall.ceremony.signing, ceremony.document, ...parties]), lines: [] };
  }
  if (ceremony?.kind === 'appointment') {
    const { appointee, post } = ceremony;
    return {
      scene: said(words, [
        hall.ceremony.appointment,
        `${speakerText(appointee, words)} ${hall.ceremony.appointedAs} ${post}`,
      ]),
      lines: [],
    };
  }
  const people = guests.length > 0 ? [] : scene.speakers;
  return {
    scene: said(words, [slip, titleOf(scene, words), ...people.map((one) => speakerText(one, words))]),
    lines: guests.map((guest) => speakerText(guest, words)),
  };
}

/** With more time given it counts anew, so that the second warning is heard too. */
function timeMark(
  scene: Extract<Scene, { kind: 'item' | 'speaker' }>,
  now: EpochMs,
  { own }: MirrorWords,
): Telling['mark'] {
  if ('ceremony' in scene && scene.ceremony) return null;
  const { mood, meaning } = timerView(scene.timer, now);
  const kind = meaning === 'paused' ? 'paused' : mood === 'calm' ? null : mood;
  if (kind === null) return null;
  const stretch = kind === 'paused' ? scene.timer.spentMs : '';
  return { key: `${kind} ${scene.timer.plannedMs ?? ''} ${stretch}`, text: own[kind] };
}

/** A countdown is told by its end, once. */
function overText({ overlay, timeZone }: ScreenState, now: EpochMs, words: MirrorWords): string {
  const { message, countdown } = overlay ?? {};
  const says = message && (message.until === null || message.until > now) ? message.text : '';
  const ends = countdown && countdown.to > now ? wallTimeIn(timeZone, countdown.to) : '';
  return said(words, [says, ends === '' ? '' : words.own.until(countdown?.label ?? '', ends)]);
}

/** What runs, else what comes next. */
function agendaFocusText(rows: readonly SceneAgendaRow[], words: MirrorWords): string {
  const runs = rows.findLast(({ state }) => state === 'current' || state === 'suspended');
  if (runs) return words.own.agendaNow(numbered(runs, words));
  const next = rows.find(({ state }) => state === 'pending');
  return next ? words.own.agendaNext(numbered(next, words)) : '';
}

function numbered(
  place: { readonly title: string; readonly number: number | null; readonly under?: number },
  words: MirrorWords,
): string {
  return words.hall.next.numbered(place, titleOf(place, words));
}

function titleOf({ title }: { readonly title: string }, { hall }: MirrorWords): string {
  return title.trim() || hall.agenda.untitled;
}

function speakerText({ name, org, title }: SceneSpeaker, { own }: MirrorWords): string {
  return own.speaker([org ?? '', title ?? ''].filter(Boolean).join(' '), name);
}

function said({ own }: MirrorWords, parts: readonly string[]): string {
  return own.sentence(parts.map((part) => part.trim()).filter((part) => part !== ''));
}
