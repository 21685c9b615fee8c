// How a refusal answers over HTTP: the one table from codes to statuses, and application/problem+json (RFC 9457).
import type { Response } from 'express';
import type { Problem } from '../../shared/api/problem.ts';
import type { RefusalCode } from '../../shared/domain/errors.ts';
import type { Refused } from '../../shared/lib/result.ts';

/** Every status a failed request can have. */
export type ProblemStatus = 401 | 403 | 404 | 409 | 412 | 413 | 422 | 428 | 429 | 500 | 503;

interface Presentation {
  readonly status: ProblemStatus;
  readonly title: string;
}

type ProblemCode = RefusalCode | 'internal';

const PRESENTATIONS: Readonly<Record<ProblemCode, Presentation>> = {
  'not-signed-in': { status: 401, title: 'A session or an api token is needed' },
  'wrong-credentials': { status: 401, title: 'User name or password is wrong' },
  'too-many-attempts': { status: 429, title: 'Too many attempts' },
  'not-found': { status: 404, title: 'There is nothing here, or it is not for you' },
  'not-allowed': { status: 404, title: 'There is nothing here, or it is not for you' },
  'rights-changed': { status: 409, title: 'Your rights changed while this waited; nothing was changed' },
  'foreign-origin': { status: 403, title: 'The request comes from another site' },
  'setup-done': { status: 409, title: 'The first administrator exists already' },
  'setup-token-wrong': { status: 401, title: 'The set-up link is not the one this server printed' },
  invalid: { status: 422, title: 'Something in the request is not as it must be' },
  'too-large': { status: 413, title: 'The request is too large' },
  'unsupported-format': { status: 422, title: 'This format is not supported' },
  'username-taken': { status: 409, title: 'The user name is taken' },
  'version-mismatch': { status: 412, title: 'It was changed in the meantime' },
  'version-required': { status: 428, title: 'If-Match with the ETag of what you read is needed' },
  draft: { status: 409, title: 'The agenda is not published yet' },
  sample: { status: 409, title: 'A sample meeting cannot be archived' },
  'phase-not-allowed': { status: 409, title: 'The meeting cannot go from its phase to that one' },
  'reason-required': { status: 409, title: 'Going back needs a reason' },
  sealed: { status: 409, title: 'The meeting is sealed' },
  'already-archived': { status: 409, title: 'The meeting is archived already' },
  'not-archived': { status: 409, title: 'The meeting is not archived' },
  'not-ready': { status: 409, title: 'The meeting is not ready to be archived' },
  'task-state': { status: 409, title: 'The task is not where this could be done to it' },
  'supervisor-only': { status: 409, title: 'Only the supervisor of the task may do this' },
  'task-limit-passed': { status: 409, title: 'The limit has passed; more time is asked for before it' },
  'files-full': { status: 409, title: 'The meeting can hold no more files' },
  'versions-full': { status: 409, title: 'The meeting can hold no more named versions' },
  'history-unavailable': { status: 503, title: 'The history of this meeting cannot be read at the moment' },
  'paper-missing': { status: 409, title: 'The meeting has not yet what this paper takes' },
  'paper-unprintable': { status: 409, title: 'This paper could not be set; the Word file may still be had' },
  'template-faulty': { status: 422, title: 'Placeholders of the template cannot be filled; each is named' },
  'printer-busy': { status: 503, title: 'Papers are being set for others; try again shortly' },
  'exports-full': { status: 409, title: 'There can be no more exports at the moment' },
  'file-damaged': { status: 409, title: 'The stored file is damaged or missing' },
  'code-expired': { status: 409, title: 'The check-in code is over; scan the one on the screen' },
  'check-in-closed': { status: 409, title: 'Nobody is signed in to this meeting now' },
  'access-read-only': { status: 409, title: 'The document can only be read' },
  'document-frozen': { status: 409, title: 'The document is closed' },
  'document-damaged': { status: 409, title: 'The document is damaged and can only be read' },
  'document-full': { status: 413, title: 'The document is full' },
  'epoch-changed': { status: 409, title: 'The document was replaced in the meantime' },
  'client-too-old': { status: 409, title: 'The client is too old' },
  'client-id-taken': { status: 409, title: 'The client id belongs to someone else' },
  'update-malformed': { status: 422, title: 'The update cannot be read' },
  'update-not-allowed': { status: 409, title: 'The update is not allowed' },
  'update-unresolved': { status: 409, title: 'The update needs what the server does not have' },
  'rate-limited': { status: 429, title: 'Too many requests' },
  'storage-unavailable': { status: 503, title: 'Nothing can be stored at the moment; nothing was changed' },
  'command-unknown': { status: 422, title: 'There is no such command' },
  'command-conflict': { status: 409, title: 'The id was used for another command' },
  internal: { status: 500, title: 'The server failed; nothing more is known here' },
};

/** The HTTP status of a refusal; also what the OpenAPI document says. */
export function statusOf(code: ProblemCode): ProblemStatus {
  return PRESENTATIONS[code].status;
}

/** Answers with a problem. Forbidden reads exactly like unknown (contract.md, HTTP), so that nothing can be probed. */
export function sendProblem(response: Response, refusal: Refused<RefusalCode>): void {
  const hidden = refusal.code === 'not-allowed';
  send(response, hidden ? 'not-found' : refusal.code, hidden ? {} : refusal.data);
}

/** Answers 500 without a word about the inside. */
export function sendInternalProblem(response: Response): void {
  send(response, 'internal', {});
}

function send(response: Response, code: ProblemCode, data: Readonly<Record<string, unknown>>): void {
  const { status, title } = PRESENTATIONS[code];
  const { retryAfterSeconds } = data;
  if (typeof retryAfterSeconds === 'number') response.setHeader('Retry-After', String(retryAfterSeconds));
  const problem: Problem = {
    ...data,
    type: `urn:gongbi:problem:${code}`,
    title,
    status,
    code,
    detail: detailOf(title, data),
  };
  response.status(status).type('application/problem+json').send(JSON.stringify(problem));
}

function detailOf(title: string, data: Readonly<Record<string, unknown>>): string {
  const facts = Object.entries(data)
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .map(([key, value]) => `${key} ${String(value)}`);
  return facts.length === 0 ? `${title}.` : `${title}: ${facts.join(', ')}.`;
}
