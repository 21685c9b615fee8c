// What a meeting file says, read loosely for showing before anything is made of it. The server's importer is the judge;
// this reads only what a person needs to see whether it is the right file.

export interface ImportPreview {
  readonly name: string;
  readonly date: string | null;
  readonly start: string | null;
  readonly end: string | null;
  readonly venue: string | null;
  readonly people: readonly string[];
  readonly agenda: readonly { readonly title: string; readonly presenters: readonly string[] }[];
  readonly points: number;
  readonly ceremonies: number;
  readonly reportLines: number;
}

type Fields = Readonly<Record<string, unknown>>;

/** The preview of a parsed file, or null when it names no meeting. */
export function previewOf(file: unknown): ImportPreview | null {
  const root = fields(file);
  const meeting = fields(root['meeting']);
  const name = text(meeting['name']) ?? text(meeting['formalNameSuggestion']);
  if (name === null) return null;
  const venue = meeting['venue'];
  const agenda = list(root['agenda']).map(fields);
  const report = fields(root['workReport']);
  return {
    name,
    date: text(meeting['date']),
    start: text(meeting['start']),
    end: text(meeting['end']),
    venue: text(venue) ?? text(fields(venue)['text']),
    people: [...list(root['guests']), ...list(root['otherPeople'])]
      .map((person) => text(fields(person)['name']))
      .filter((person) => person !== null),
    agenda: agenda.map((item) => ({ title: text(item['title']) ?? '', presenters: namesOf(item['presenters']) })),
    points: agenda.reduce((sum, item) => sum + list(item['points']).length, 0),
    ceremonies: list(root['ceremonies']).length,
    reportLines: list(report['committees']).length + list(report['publicity']).length,
  };
}

function namesOf(presenters: unknown): readonly string[] {
  return list(presenters)
    .map((presenter) => text(presenter) ?? text(fields(presenter)['name']))
    .filter((name) => name !== null);
}

function fields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}
