// Files sent to a running app as a browser sends them.
import { field, textField, type Caller, type Reply } from '../app.ts';

interface Sent {
  readonly name?: string;
  readonly content?: string | Uint8Array;
}

/** Uploads `content` under `name`; `query` names what it belongs to. */
export async function upload(
  caller: Caller,
  meetingId: string,
  { query = '', ...sent }: Sent & { query?: string } = {},
): Promise<Reply> {
  return uploadTo(caller, `/meetings/${meetingId}/files${query}`, sent);
}

export async function uploadTo(
  caller: Caller,
  path: string,
  { name = 'a.txt', content = 'abc' }: Sent = {},
): Promise<Reply> {
  const form = new FormData();
  form.append('file', new Blob([typeof content === 'string' ? content : new Uint8Array(content)]), name);
  return caller.send('POST', path, form);
}

/** As `uploadTo`, of one that must be taken. */
export async function uploadedTo(...args: Parameters<typeof uploadTo>): Promise<Reply & { readonly id: string }> {
  return taken(await uploadTo(...args));
}

/** What came of an upload that was taken. */
export async function uploaded(...args: Parameters<typeof upload>): Promise<Reply & { readonly id: string }> {
  return taken(await upload(...args));
}

function taken(reply: Reply): Reply & { readonly id: string } {
  if (reply.status !== 201) throw new Error(`an upload was refused: ${JSON.stringify(reply.body)}`);
  return { ...reply, id: textField(reply, 'id') };
}

export interface Download {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
}

export async function download(caller: Caller, id: string, headers: Record<string, string> = {}): Promise<Download> {
  const response = await caller.raw('GET', `/files/${id}`, { headers });
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

/** The code of the wrong field in a 422. */
export function fileFault(reply: Reply): unknown {
  const errors = field(reply, 'errors');
  return Array.isArray(errors) ? errors.map((error: { code?: unknown }) => error.code).join() : null;
}
