// How what the audit log tells of is called today: the log itself holds ids only, so that it may be kept for ever. Whatever is
// gone for good has no name any more.
import type { AuditTarget } from '../../shared/domain/audit.ts';
import type {
  AssignedTaskId,
  PersonId,
  RosterImportId,
  StockPhraseId,
  TopicId,
  TemplateId,
  TermId,
} from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { People } from '../people-ports.ts';
import type { StockPhrases, Templates } from '../preparing-ports.ts';
import type { Topics } from '../series-ports.ts';
import type { Tasks } from '../task-ports.ts';

export interface AuditNamesOptions {
  readonly people: Pick<People, 'person' | 'organisations' | 'term' | 'importFile'>;
  readonly templates: Pick<Templates, 'byId'>;
  readonly stockPhrases: Pick<StockPhrases, 'byId'>;
  readonly tasks: Pick<Tasks, 'byId'>;
  readonly topics: Pick<Topics, 'byId'>;
}

type NameOf = (id: string) => Promise<string | null | undefined>;

/** Looks names up for one page of the log; each of them once. */
export class AuditNames {
  readonly #found = new Map<string, Promise<string | null | undefined>>();
  readonly #lookUps: Readonly<Partial<Record<AuditTarget['kind'], NameOf>>>;

  constructor({ people, templates, stockPhrases, tasks, topics }: AuditNamesOptions) {
    let names: Promise<ReadonlyMap<string, string>> | null = null;
    const organisations = async () =>
      new Map<string, string>((await people.organisations()).map(({ id, name }) => [id, name]));
    this.#lookUps = {
      person: async (id) => (await people.person(brand<PersonId>(id)))?.name,
      organisation: async (id) => (await (names ??= organisations())).get(id),
      roster: (id) => people.importFile(brand<RosterImportId>(id)),
      term: async (id) => (await people.term(brand<TermId>(id)))?.number.toString(),
      template: async (id) => (await templates.byId(brand<TemplateId>(id)))?.name,
      task: async (id) => (await tasks.byId(brand<AssignedTaskId>(id)))?.number.toString(),
      topic: async (id) => (await topics.byId(brand<TopicId>(id)))?.title,
      phrase: async (id) => (await stockPhrases.byId(brand<StockPhraseId>(id)))?.label,
    };
  }

  /** With its name, where it has one and the log's reader does not know it otherwise; of a term or task its number. */
  async named({ kind, id }: AuditTarget): Promise<AuditTarget & { readonly name?: string }> {
    const key = `${kind} ${id}`;
    const found = this.#found.get(key) ?? this.#lookUps[kind]?.(id) ?? Promise.resolve(null);
    this.#found.set(key, found);
    const name = await found;
    return name == null ? { kind, id } : { kind, id, name };
  }
}
