// A body's own Word template for its formal minutes: tried before it is kept, so that what is kept can be filled; whoever keeps
// the body's register puts it up. Knows no Word file (that is handed in) and no meeting (papers fill it).
import { createHash } from 'node:crypto';
import type { BodyMinutesTemplates } from '../../shared/api/minutes-template.schema.ts';
import type { FileAnswer } from '../../shared/api/route.schema.ts';
import type { ActingUser } from '../../shared/domain/acting-user.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import { displayName } from '../../shared/domain/file-name.ts';
import type { BodyId } from '../../shared/domain/ids.ts';
import { templateSample as english } from '../../shared/i18n/en/template-sample.ts';
import type { Catalogue, Locale } from '../../shared/i18n/locale.ts';
import { templateSample as chinese } from '../../shared/i18n/zh-CN/template-sample.ts';
import { brand } from '../../shared/lib/brand.ts';
import { ok, refused, type Result } from '../../shared/lib/result.ts';
import { templateScope, trialFacts, type TemplateFacts } from '../../shared/papers/template-facts.ts';
import type { MinutesTemplateRow, MinutesTemplates } from '../minutes-template-ports.ts';
import type { Clock } from '../ports.ts';
import type { Bodies, BodyRow } from '../preparing-ports.ts';
import { entryBy } from './audit.ts';
import { bodyFor, type BodyAction } from './body-access.ts';
import type { UploadedPart } from './taken-in.ts';

type Scope = ReturnType<typeof templateScope>;
type SampleWords = Catalogue<typeof chinese>;

interface MarkedFile {
  readonly title: string;
  readonly organisation: string | null;
  /** Said of it in front of all, as of an edition that is not for the public; null = nothing. */
  readonly mark: string | null;
}

/** What knows Word files. */
export interface TemplateEngine {
  /** Refusals: what kind of file it is no template in; `invalid` {faults}; `too-large` where repetitions would swell. */
  fill(
    bytes: Buffer,
    scope: Scope,
    facts: MarkedFile,
  ): Result<Buffer, 'not-docx' | 'too-large' | 'has-macros' | 'points-outside' | 'invalid'>;
  sample(locale: Locale, words: SampleWords): Promise<Buffer>;
}

interface MinutesTemplateOptions {
  readonly minutesTemplates: MinutesTemplates;
  readonly bodies: Pick<Bodies, 'byId'>;
  readonly engine: TemplateEngine;
  readonly clock: Pick<Clock, 'now'>;
}

/** What prints minutes need of it. */
export interface FillsTemplates {
  /** What the body's template is called; null where it has none. */
  nameOf(bodyId: string | null): Promise<string | null>;
  /** The body's template filled; null where it has none. Refusal: `template-faulty` {faults}. */
  filled(
    bodyId: string | null,
    facts: TemplateFacts,
    file: MarkedFile & { readonly locale: Locale },
  ): Promise<Result<Buffer, 'template-faulty'> | null>;
}

const MAX_TEMPLATE_BYTES = 2 * 1024 * 1024;
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const COMMA: Readonly<Record<Locale, string>> = { 'zh-CN': '、', en: ', ' };

export class MinutesTemplateService implements FillsTemplates {
  readonly #options: MinutesTemplateOptions;

  constructor(options: MinutesTemplateOptions) {
    this.#options = options;
  }

  /** Refusals: `not-found`, `not-allowed`. */
  async read(user: ActingUser, id: string): Promise<Result<BodyMinutesTemplates, RefusalCode>> {
    const body = await this.#body(user, id, 'register.read');
    return body.ok ? ok(await this.#presented(body.value.id)) : body;
  }

  /** Whether `user` may put one up; asked before its first byte is read. Refusals: those of `read`. */
  async mayChange(user: ActingUser, id: string): Promise<Result<null, RefusalCode>> {
    const body = await this.#body(user, id, 'register.manage');
    return body.ok ? ok(null) : body;
  }

  /**
   * Refusals: those of `read`, `invalid` {errors: path `file`}, `too-large`, `template-faulty` {faults}, `rights-changed`; what
   * stood stands then. Rejects as `bytes` does.
   */
  async put(user: ActingUser, id: string, part: UploadedPart): Promise<Result<BodyMinutesTemplates, RefusalCode>> {
    const bytes = await wholeOf(part);
    if (bytes === null) return refused('too-large', { limitBytes: MAX_TEMPLATE_BYTES });
    const tried = this.#tried(bytes);
    if (!tried.ok) return tried;
    if (user.isCurrent?.() === false) return refused('rights-changed');
    const body = await this.#body(user, id, 'register.manage');
    if (!body.ok) return body;
    const { minutesTemplates, clock } = this.#options;
    const row: MinutesTemplateRow = {
      ...{ bodyId: body.value.id, digest: createHash('sha256').update(bytes).digest('hex') },
      ...{ name: displayName(part.claimedName, 'docx'), sizeBytes: bytes.length, uploadedAt: clock.now() },
    };
    await minutesTemplates.put(row, bytes, this.#entry(user, id));
    return ok(await this.#presented(body.value.id));
  }

  /** Refusals: those of `read`. */
  async remove(user: ActingUser, id: string): Promise<Result<BodyMinutesTemplates, RefusalCode>> {
    const body = await this.#body(user, id, 'register.manage');
    if (!body.ok) return body;
    const { minutesTemplates } = this.#options;
    const { kept } = await minutesTemplates.of(body.value.id);
    if (kept !== null) await minutesTemplates.remove(kept.bodyId, kept.digest, this.#entry(user, id));
    return ok(await this.#presented(body.value.id));
  }

  /** Refusals: those of `read`, `not-found` where it is forgotten. One that is in use already stays so. */
  async restore(user: ActingUser, id: string, digest: string): Promise<Result<BodyMinutesTemplates, RefusalCode>> {
    const body = await this.#body(user, id, 'register.manage');
    if (!body.ok) return body;
    const { minutesTemplates } = this.#options;
    const { kept, former } = await minutesTemplates.of(body.value.id);
    if (kept?.digest !== digest && former?.digest !== digest) return refused('not-found');
    await minutesTemplates.restore(body.value.id, digest, this.#entry(user, id));
    return ok(await this.#presented(body.value.id));
  }

  /** The one in use, as it came. Refusals: those of `read`. */
  async file(user: ActingUser, id: string): Promise<Result<FileAnswer, RefusalCode>> {
    const body = await this.#body(user, id, 'register.read');
    if (!body.ok) return body;
    const kept = await this.#kept(body.value.id);
    return kept === null ? refused('not-found') : ok(wordFile(kept.row.name, kept.bytes));
  }

  /** Refusals: those of `read`. */
  async sample(user: ActingUser, id: string, locale: Locale): Promise<Result<FileAnswer, RefusalCode>> {
    const body = await this.#body(user, id, 'register.read');
    if (!body.ok) return body;
    const words = locale === 'en' ? english : chinese;
    return ok(wordFile(`${words.title}.docx`, await this.#options.engine.sample(locale, words)));
  }

  async nameOf(bodyId: string | null): Promise<string | null> {
    if (bodyId === null) return null;
    const { kept } = await this.#options.minutesTemplates.of(brand<BodyId>(bodyId));
    return kept?.name ?? null;
  }

  async filled(
    bodyId: string | null,
    facts: TemplateFacts,
    { locale, ...file }: Parameters<FillsTemplates['filled']>[2],
  ): Promise<Result<Buffer, 'template-faulty'> | null> {
    const kept = bodyId === null ? null : await this.#kept(brand<BodyId>(bodyId));
    if (kept === null) return null;
    const filled = this.#options.engine.fill(kept.bytes, templateScope(facts, COMMA[locale]), file);
    // Whatever this program came to refuse since it was put up: it is told, and the standard look can be had.
    return filled.ok ? filled : faulty(filled.data);
  }

  async #kept(bodyId: BodyId): Promise<{ readonly row: MinutesTemplateRow; readonly bytes: Buffer } | null> {
    const { minutesTemplates } = this.#options;
    const { kept: row } = await minutesTemplates.of(bodyId);
    const bytes = row === null ? null : await minutesTemplates.bytes(bodyId, row.digest);
    return row === null || bytes === null ? null : { row, bytes: Buffer.from(bytes) };
  }

  /** With one of everything: what stands within a repetition or a condition is tried too. */
  #tried(bytes: Buffer): Result<null, 'invalid' | 'too-large' | 'template-faulty'> {
    const tried = this.#options.engine.fill(bytes, templateScope(trialFacts(), COMMA['zh-CN']), NO_FILE);
    if (tried.ok) return ok(null);
    if (tried.code === 'invalid') return faulty(tried.data);
    if (tried.code === 'too-large') return refused('too-large', { limitBytes: MAX_TEMPLATE_BYTES });
    return refused('invalid', { errors: [{ path: 'file', code: tried.code }] });
  }

  async #presented(bodyId: BodyId): Promise<BodyMinutesTemplates> {
    const { kept, former } = await this.#options.minutesTemplates.of(bodyId);
    return { kept: presented(kept), former: presented(former) };
  }

  #entry(user: ActingUser, id: string): ReturnType<typeof entryBy> {
    return entryBy(user, this.#options.clock.now(), 'body.changed', { kind: 'body', id });
  }

  #body(user: ActingUser, id: string, action: BodyAction): Promise<Result<BodyRow, RefusalCode>> {
    return bodyFor(this.#options.bodies, user, { id, action });
  }
}

const NO_FILE = { title: '', organisation: null, mark: null };

function faulty(data: Readonly<Record<string, unknown>>): Result<never, 'template-faulty'> {
  return refused('template-faulty', { faults: data['faults'] ?? [] });
}

function presented(row: MinutesTemplateRow | null): BodyMinutesTemplates['kept'] {
  if (row === null) return null;
  const { name, digest, sizeBytes, uploadedAt } = row;
  return { name, digest, sizeBytes, uploadedAt };
}

function wordFile(fileName: string, content: Uint8Array): FileAnswer {
  return { mediaType: WORD, fileName, content };
}

/** Null when it is too large; at most one piece more than may be is read. */
async function wholeOf({ bytes }: UploadedPart): Promise<Buffer | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of bytes) {
    size += piece.length;
    if (size > MAX_TEMPLATE_BYTES) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
