// Asks one route as everybody, by every credential, about every meeting, and compares with the policy. Denied means: nothing
// was written, and the answer is byte for byte that of an id that never was.
import type { RouteDefinition } from '../../shared/api/route.schema.ts';
import { outcomeOf, seen, type Answer, type Sent } from './exchange.ts';
import { officeInUse, reaches, type Credential, type Office, type Someone, type Target } from './office-in-use.ts';
import { ROUTE_POLICY } from './policy.ts';
import { outcomeIn, type Asking, type Outcome, type RoutePolicy } from './route-policy.ts';

/** An id as the product has them, of nothing. */
const UNKNOWN = 'AAAAAAAAAAAAAAAAAAAAAAA';

type Headers = Readonly<Record<string, string>>;
type About<K extends RoutePolicy['about']> = Extract<RoutePolicy, { readonly about: K }>;

interface Findings {
  /** What was not as promised, by name. */
  readonly wrong: readonly string[];
  readonly cases: number;
  /** Routes that no policy names, and policies of no route. */
  readonly without: readonly string[];
  readonly gone: readonly string[];
}

/** Everybody at every route of an office in use. */
export async function askEveryRoute(thoroughness: Thoroughness): Promise<Findings> {
  const office = await officeInUse();
  const matrix = new Matrix(office);
  await matrix.learn();
  for (const route of office.routes) {
    const caller = new Caller(office, matrix, route, thoroughness);
    for (const policy of ROUTE_POLICY[route.name] ?? []) await caller.everything(policy);
  }
  const without = office.routes.filter(({ name }) => !(name in ROUTE_POLICY)).map(({ name }) => name);
  const gone = Object.keys(ROUTE_POLICY).filter((name) => !office.routes.some((route) => route.name === name));
  return { wrong: matrix.wrong, cases: matrix.cases, without, gone };
}

/** Asks, compares, and notes by name what is not as promised. */
class Matrix {
  readonly wrong: string[] = [];
  cases = 0;
  readonly #office: Office;
  readonly #constant = new Map<string, string>();

  constructor(office: Office) {
    this.#office = office;
  }

  /** The one answer of each code that a denied caller may see. */
  async learn(): Promise<void> {
    const office = this.#office;
    const unknown = await office.send('GET', `/meetings/${UNKNOWN}`, office.as(office.keeper));
    const nobody = await office.send('GET', `/meetings/${UNKNOWN}`, {});
    this.#constant.set('not-found', seen(unknown)).set('not-signed-in', seen(nobody));
  }

  async ask(what: string, expected: Outcome, { method, path, headers, body }: Sent, isNoted = false): Promise<Answer> {
    this.cases += 1;
    this.#office.untouched.mark();
    const answer = await this.#office.send(method, path, headers, body);
    const outcome = outcomeOf(answer);
    if (outcome !== expected) this.wrong.push(`${what}: ${outcome} instead of ${expected}`);
    const constant = this.#constant.get(String(outcome));
    if (constant !== undefined && seen(answer) !== constant) this.wrong.push(`${what}: told apart: ${seen(answer)}`);
    if (answer.status >= 400 && !isNoted && !this.#office.untouched.since())
      this.wrong.push(`${what}: refused, and written all the same`);
    return answer;
  }
}

const SECOND_ID = /\{(?:version|term|member|entry|link|file|topicId|taskId)\}/;

/** A request of `route`, with `id` in its path, and behind it what belongs to that. */
function requestOf(
  { method, path }: RouteDefinition,
  id: string,
  asking: Asking,
  second: string,
): { readonly method: string; readonly path: string; readonly body?: unknown } {
  const named = path
    .replace('{paper}.{format}', 'minutes.docx')
    .replace('{paper}', 'minutes')
    .replace('{format}', 'json')
    .replace('{point}', '1-1')
    .replace(SECOND_ID, second);
  const filled = named.replace(/\{\w+\}/, id) + (asking.query ?? '');
  return { method: method.toUpperCase(), path: filled, ...(asking.body === undefined ? {} : { body: asking.body }) };
}

/** What a request needs to be a good one, apart from whoever sends it. */
function askingOf(policy: RoutePolicy): Asking {
  switch (policy.about) {
    case 'body':
      return { body: policy.body('none') };
    case 'archive':
    case 'own id':
      return {};
    default:
      return policy;
  }
}

/** Both credentials say the same, but a session also has to prove where its request comes from. */
const CREDENTIALS: readonly Credential[] = ['token', 'session'];

/**
 * How often everybody asks about each meeting: by both credentials, or by one of them in turn, so that every person, every
 * meeting and every route still meets both. What a credential opens is decided before anybody looks at the meeting.
 */
type Thoroughness = 'by both' | 'in turn';

/** Everybody at one route. */
class Caller {
  readonly #office: Office;
  readonly #matrix: Matrix;
  readonly #route: RouteDefinition;
  readonly #thoroughness: Thoroughness;

  constructor(office: Office, matrix: Matrix, route: RouteDefinition, thoroughness: Thoroughness) {
    this.#office = office;
    this.#matrix = matrix;
    this.#route = route;
    this.#thoroughness = thoroughness;
  }

  async everything(policy: RoutePolicy): Promise<void> {
    await this.#dead(policy);
    for (const someone of this.#office.people)
      for (const credential of CREDENTIALS) await this.#alive(policy, someone, credential);
  }

  /** Credentials that open nothing answer alike, whatever is asked for. */
  async #dead(policy: RoutePolicy): Promise<void> {
    const expected = policy.about === 'anyone' ? policy.outcome : 'not-signed-in';
    const asking = askingOf(policy);
    const live = this.#target('own', 'live');
    for (const { name, headers } of this.#office.dead)
      for (const id of [live.id, UNKNOWN])
        await this.#ask(`${name} ${id === UNKNOWN ? 'unknown' : ''}`, expected, id, { ...headers }, asking);
  }

  async #alive(policy: RoutePolicy, someone: Someone, credential: Credential): Promise<void> {
    const { role, reach } = someone;
    const name = `${someone.name} by ${credential}`;
    const headers = this.#office.as(someone, credential);
    switch (policy.about) {
      case 'anyone':
        await this.#ask(name, policy.outcome, UNKNOWN, headers, policy);
        return;
      case 'list': {
        const may = policy.roles?.includes(role) ?? true;
        await this.#ask(name, may ? policy.outcome : 'not-found', UNKNOWN, headers, policy);
        return;
      }
      case 'oneself':
        await this.#ask(name, policy.outcome(credential), UNKNOWN, headers, policy);
        return policy.undo?.(this.#office, someone, credential);
      case 'office': {
        const may = reach === 'all' && policy.roles.includes(role);
        await this.#ask(name, may ? policy.outcome : 'not-found', await this.#accountId(), headers, policy);
        return;
      }
      case 'body':
        return this.#inBodies(policy, someone, headers, name);
      case 'office id': {
        const may = reach === 'all' && policy.roles.includes(role);
        const made = await policy.make(this.#office);
        const [id, second] = typeof made === 'string' ? [made] : made;
        await this.#ask(`${name} on unknown`, 'not-found', UNKNOWN, headers, policy);
        await this.#ask(name, may ? policy.outcome : 'not-found', id, headers, policy, second);
        return;
      }
      case 'meeting':
      case 'link':
      case 'file':
        return this.#onMeetings(policy, someone, headers, { name, targets: this.#inTurn(someone, credential) });
      case 'archive':
        return this.#onArchives(policy, someone, headers, name);
      case 'own id':
        return this.#byId(policy, someone, headers, name);
    }
  }

  async #inBodies(policy: About<'body'>, { role, reach }: Someone, headers: Headers, name: string): Promise<void> {
    for (const body of policy.bodies) {
      const may = policy.roles.includes(role) && reaches(reach, body);
      const asking = { body: policy.body(body) };
      await this.#ask(`${name} in ${body}`, may ? policy.outcome : 'not-found', UNKNOWN, headers, asking);
    }
  }

  async #onMeetings(
    policy: About<'meeting' | 'link' | 'file'>,
    { role, reach }: Someone,
    headers: Headers,
    { name, targets }: { readonly name: string; readonly targets: readonly Target[] },
  ): Promise<void> {
    await this.#ask(`${name} on unknown`, 'not-found', UNKNOWN, headers, policy);
    for (const target of targets) {
      const row = policy.rows.find(([roles]) => roles.includes(role));
      const expected = row && reaches(reach, target.body) ? outcomeIn(row[1], target.state) : 'not-found';
      const id = { meeting: target.id, link: target.linkId, file: target.fileId }[policy.about];
      const who = `${name} on ${target.state} of ${target.body}`;
      const answer = await this.#ask(who, expected, id, headers, policy, target.versionId);
      if (answer.status < 400) await policy.undo?.(this.#office, answer, target);
    }
  }

  /** The meetings that somebody asks about by one credential. */
  #inTurn(someone: Someone, credential: Credential): readonly Target[] {
    const { people, targets } = this.#office;
    if (this.#thoroughness === 'by both') return targets;
    const turn = people.indexOf(someone) + CREDENTIALS.indexOf(credential);
    return targets.filter((_target, index) => (index + turn) % CREDENTIALS.length === 0);
  }

  async #onArchives(policy: About<'archive'>, { role, reach }: Someone, headers: Headers, name: string): Promise<void> {
    await this.#ask(`${name} on unknown`, 'not-found', UNKNOWN, headers, {});
    for (const { body, archiveId } of this.#office.targets) {
      if (archiveId === null) continue;
      const may = policy.roles.includes(role) && reaches(reach, body);
      await this.#ask(`${name} on the seal of ${body}`, may ? policy.outcome : 'not-found', archiveId, headers, {});
    }
  }

  async #byId(policy: About<'own id'>, someone: Someone, headers: Headers, name: string): Promise<void> {
    const { keeper } = this.#office;
    await this.#ask(`${name} unknown`, 'not-found', UNKNOWN, headers, {});
    await this.#ask(`${name} another’s`, 'not-found', await policy.make(this.#office, keeper), headers, {});
    await this.#ask(`${name} own`, policy.outcome, await policy.make(this.#office, someone), headers, {});
  }

  #ask(
    who: string,
    expected: Outcome,
    id: string,
    headers: Headers,
    asking: Asking,
    second = UNKNOWN,
  ): Promise<Answer> {
    const request = { ...requestOf(this.#route, id, asking, second), headers: { ...headers, ...asking.headers } };
    return this.#matrix.ask(`${this.#route.name}${asking.query ?? ''} ${who}`, expected, request, asking.isNoted);
  }

  #target(body: Target['body'], state: Target['state']): Target {
    const target = this.#office.targets.find((each) => each.body === body && each.state === state);
    if (!target) throw new Error(`no ${state} meeting of ${body}`);
    return target;
  }

  async #accountId(): Promise<string> {
    const accounts = await this.#office.send('GET', '/accounts', this.#office.as(this.#office.keeper));
    return /"id":"([^"]+)","username":"reader-own"/.exec(accounts.text)?.[1] ?? UNKNOWN;
  }
}
