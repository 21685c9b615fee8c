// How what the audit log tells of is called today: the log itself holds ids only, so that it may be kept for ever. Whatever is
// gone for good has no name any more.
import type { AuditTarget } from '../../shared/domain/audit.ts';
import type { PersonId, StockPhraseId, TemplateId, TermId } from '../../shared/domain/ids.ts';
import { brand } from '../../shared/lib/brand.ts';
import type { People } from '../people-ports.ts';
import type { StockPhrases, Templates } from '../preparing-ports.ts';

export interface AuditNamesOptions {
  readonly people: Pick<People, 'person' | 'organisations' | 'term' | 'imports'>;
  readonly templates: Pick<Templates, 'byId'>;
  readonly stockPhrases: Pick<StockPhrases, 'byId'>;
}

type NameOf = (id: string) => Promise<string | null | undefined>;

/** Looks names up for one page of the log; each of them once. */
export class AuditNames {
  readonly #found = new Map<string, string | undefined>();
  readonly #lookUps: Readonly<Partial<Record<AuditTarget['kind'], NameOf>>>;

  constructor({ people, templates, stockPhrases }: AuditNamesOptions) {
    const organisations = once(async () => nameById(await people.organisations(), ({ name }) => name));
    const imports = once(async () => nameById(await people.imports(), ({ file }) => file));
    this.#lookUps = {
      person: async (id) => (await people.person(brand<PersonId>(id)))?.name,
      organisation: async (id) => (await organisations()).get(id),
      roster: async (id) => (await imports()).get(id),
      term: async (id) => (await people.term(brand<TermId>(id)))?.number.toString(),
      template: async (id) => (await templates.byId(brand<TemplateId>(id)))?.name,
      phrase: async (id) => (await stockPhrases.byId(brand<StockPhraseId>(id)))?.label,
    };
  }

  /** With its name, where it has one and the log's reader does not know it otherwise; of a term its number. */
  async named({ kind, id }: AuditTarget): Promise<AuditTarget & { readonly name?: string }> {
    const key = `${kind} ${id}`;
    if (!this.#found.has(key)) this.#found.set(key, (await this.#lookUps[kind]?.(id)) ?? undefined);
    const name = this.#found.get(key);
    return name === undefined ? { kind, id } : { kind, id, name };
  }
}

function nameById<T extends { readonly id: string }>(rows: readonly T[], nameOf: (row: T) => string) {
  return new Map<string, string>(rows.map((row) => [row.id, nameOf(row)]));
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let reading: Promise<T> | null = null;
  return () => (reading ??= read());
}
