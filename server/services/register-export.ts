// The register as a file: everybody, or the members of a body's term, in columns that the import knows again.
import type { FileAnswer } from '../../shared/api/route.schema.ts';
import type { ExportQuery, RegisterPerson } from '../../shared/api/register.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import { authorize } from '../../shared/domain/authority.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { titleOf } from '../../shared/domain/register.ts';
import { sheetWords as english } from '../../shared/i18n/en/register-sheet.ts';
import { sheetWords as chinese } from '../../shared/i18n/zh-CN/register-sheet.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { localDateIn } from '../../shared/lib/time.ts';
import type { Audit } from '../register-ports.ts';
import { entryBy } from './audit.ts';
import type { BodyRegisterService } from './body-register.ts';
import type { PeopleService, RegisterOptions } from './people.ts';

type Table = readonly (readonly string[])[];

/** Writes a table as a file; handed in, so that services know no format. */
export interface SheetWriter {
  csv(table: Table): string;
  xlsx(table: Table, options: { readonly sheet: string; readonly widths: readonly number[] }): Uint8Array;
}

interface RegisterExportOptions extends Pick<RegisterOptions, 'clock' | 'timeZone'> {
  readonly people: Pick<PeopleService, 'list'>;
  readonly bodyRegister: Pick<BodyRegisterService, 'read'>;
  readonly audit: Pick<Audit, 'append'>;
  readonly sheets: SheetWriter;
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export class RegisterExport {
  readonly #options: RegisterExportOptions;

  constructor(options: RegisterExportOptions) {
    this.#options = options;
  }

  /** Only those whom `user` may change: the file holds what is private. Refusals: `not-found`, `not-allowed`. */
  async write(user: ActingUser, { format, body, lang }: ExportQuery): Promise<Result<FileAnswer, RefusalCode>> {
    const found = body === undefined ? await this.#everybody(user) : await this.#members(user, body);
    if (!found.ok) return found;
    const { clock, timeZone, audit, sheets } = this.#options;
    const words = lang === 'en' ? english : chinese;
    const now = clock.now();
    const targets = body === undefined ? [] : [{ kind: 'body', id: body } as const];
    await audit.append([entryBy(user, now, 'register.exported', ...targets)]);
    const table = [found.value.columns.map((key) => words.columns[key]), ...found.value.rows(words)];
    const sheet = found.value.name ?? words.everybody;
    const fileName = `${sheet} ${localDateIn(timeZone, now)}.${format}`;
    if (format === 'csv') return ok({ mediaType: 'text/csv', fileName, content: sheets.csv(table) });
    const widths = found.value.columns.map((key) => WIDTH_OF[key]);
    return ok({ mediaType: XLSX, fileName, content: sheets.xlsx(table, { sheet, widths }) });
  }

  async #everybody(user: ActingUser): Promise<Result<Found, RefusalCode>> {
    const listed = await this.#options.people.list(user);
    if (!listed.ok) return listed;
    const people = listed.value.filter((person) => person.private !== undefined);
    return ok({
      name: null,
      columns: [...PERSON, ...PRIVATE],
      rows: () => people.map((person) => [...personCells(person), ...privateCells(person)]),
    });
  }

  async #members(user: ActingUser, body: string): Promise<Result<Found, RefusalCode>> {
    const permitted = authorize(user, 'register.manage', { kind: 'body', bodyId: body });
    if (!permitted.ok) return permitted;
    const read = await this.#options.bodyRegister.read(user, body);
    if (!read.ok) return read;
    const { name, terms, people } = read.value;
    const { clock, timeZone } = this.#options;
    const today = localDateIn(timeZone, clock.now());
    const current = terms.find(({ from, to }) => from <= today && (to === null || today <= to)) ?? terms[0];
    if (!current) return refused('not-found');
    const byId = new Map(people.map((person) => [person.id, person]));
    const rows: Found['rows'] = ({ yes, no }) =>
      current.members.flatMap(({ personId, post, voting, from, to }) => {
        const person = byId.get(personId);
        if (!person) return [];
        const seat = [post ?? '', voting ? yes : no, from ?? current.from, to ?? current.to ?? ''];
        return [[...personCells(person), ...seat, ...privateCells(person)]];
      });
    return ok({ name, columns: [...PERSON, ...SEAT, ...PRIVATE], rows });
  }
}

type Column = keyof typeof chinese.columns;
interface Found {
  /** Of the body; null = the whole register. */
  readonly name: string | null;
  readonly columns: readonly Column[];
  readonly rows: (words: { readonly yes: string; readonly no: string }) => Table;
}

const PERSON = ['name', 'org', 'shortOrg', 'title'] as const;
const SEAT = ['post', 'voting', 'from', 'to'] as const;
const PRIVATE = ['reading', 'phone', 'email', 'note'] as const;
/** In characters. */
const WIDTH_OF: Readonly<Record<Column, number>> = {
  ...{ name: 12, org: 34, shortOrg: 18, title: 28, post: 14, voting: 8, from: 12, to: 12 },
  ...{ reading: 10, phone: 18, email: 24, note: 30 },
};

/** Posts elsewhere than in their first organisation carry its name before the title. */
function personCells({ name, posts }: RegisterPerson): readonly string[] {
  const home = posts.find(({ org }) => org !== null)?.org ?? null;
  const titles = posts.flatMap((post) => {
    const title = titleOf(post) ?? '';
    const elsewhere = post.org !== null && post.org.id !== home?.id ? post.org.name : '';
    return title === '' && elsewhere === '' ? [] : [`${elsewhere}${title}`];
  });
  return [name, home?.name ?? '', home?.shortName ?? '', titles.join('、')];
}

function privateCells({ reading, private: own }: RegisterPerson): readonly string[] {
  return [reading ?? '', own?.phone ?? '', own?.email ?? '', own?.note ?? ''];
}
