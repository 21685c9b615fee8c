// What the command palette offers on every page: places to go, how the page looks, other meetings, the archive.
import type { Finding } from '../finding.ts';
import type { Words } from '../i18n.svelte.ts';
import type { Calendar } from '../calendar.ts';
import type { Navigation } from '../navigation.ts';
import type { Session } from '../session.svelte.ts';
import type { Elsewhere } from '../state/elsewhere.svelte.ts';
import { THEME_CHOICES, type Theme } from '../theme.svelte.ts';

interface Common {
  readonly words: Words;
  readonly navigation: Navigation;
  readonly session: Session;
  readonly theme: Theme;
}

export function commonCommands({ words, navigation, session, theme }: Common): readonly Finding[] {
  const say = words.way.acts;
  const place = (id: string, label: string, address: string, why: string | null = null): Finding => {
    return { id: `place:${id}`, group: 'place', label, why, run: () => navigation.go(address) };
  };
  const refused = words.way.notYours;
  return [
    place('home', say.home, '/'),
    ...(session.mayAnywhere('meeting.read') ? [place('meetings', say.meetings, '/meetings')] : []),
    place('archive', say.archive, '/archive'),
    place('new', say.newMeeting, '/meetings/new', session.mayAnywhere('meeting.create') ? null : refused),
    place('account', say.account, '/account'),
    ...(session.administers ? [place('admin', say.admin, '/admin')] : []),
    ...THEME_CHOICES.filter((choice) => choice !== theme.choice).map((choice): Finding => {
      return { id: `act:theme-${choice}`, group: 'act', label: say[choice], run: () => theme.set(choice) };
    }),
    {
      id: 'act:language',
      group: 'act',
      label: say.language,
      run: () => void words.setLocale(words.locale === 'en' ? 'zh-CN' : 'en'),
    },
  ];
}

/** Other meetings by name, whoever is of the register, and what the archive answered; `except` is the meeting one is in. */
export function elsewhereFindings(
  elsewhere: Elsewhere,
  { calendar, navigation, except }: { calendar: Calendar; navigation: Navigation; except: string | null },
): {
  readonly meetings: readonly Finding[];
  readonly register: readonly Finding[];
  readonly archived: readonly Finding[];
} {
  const meetings = elsewhere.meetings
    .filter(({ id }) => id !== except)
    .map(({ id, title, plannedStart }): Finding => ({
      id: `meeting:${id}`,
      group: 'meeting',
      label: title,
      detail: plannedStart === null ? '' : calendar.fullDay(plannedStart),
      run: () => navigation.go(`/meetings/${id}`),
    }));
  const register = elsewhere.register.map(({ id, kind, name, detail }): Finding => {
    return {
      id: `register:${id}`,
      group: 'person',
      label: name,
      detail,
      run: () => navigation.go(`/register/${kind}/${id}`),
    };
  });
  const archived = elsewhere.archived.slice(0, 6).map(({ key, result, hit }): Finding => ({
    id: `archive:${key}`,
    group: 'archive',
    label: hit === null ? result.title : hit.text,
    detail: hit === null ? (result.date ?? '') : result.title,
    run: () => navigation.go(`/archive/${result.archiveId}`),
  }));
  return { meetings, register, archived };
}
