// One HTTP request and everything of its answer that a caller can see, byte by byte. Knows no route.
import { Agent, request, type IncomingHttpHeaders } from 'node:http';

export interface Sent {
  readonly method: string;
  /** Below `/api/v1`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** A body that is no JSON. */
export class Form {
  readonly text: string;
  readonly type: string;

  private constructor(text: string, type: string) {
    this.text = text;
    this.type = type;
  }

  /** One text file, as a page sends it. */
  static withFile(): Form {
    const head = 'Content-Disposition: form-data; name="file"; filename="x.txt"\r\nContent-Type: text/plain';
    return new Form(`--edge\r\n${head}\r\n\r\nwords\r\n--edge--\r\n`, 'multipart/form-data; boundary=edge');
  }
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** A caller over a few kept connections; `close` ends them. */
export class Exchange {
  readonly #port: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 4 });

  constructor(port: number) {
    this.#port = port;
  }

  send({ method, path, headers, body }: Sent): Promise<Answer> {
    const text = body === undefined ? null : body instanceof Form ? body.text : JSON.stringify(body);
    const type = body instanceof Form ? body.type : 'application/json';
    const content = text === null ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(text) };
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          ...{ host: '127.0.0.1', port: this.#port, agent: this.#agent, method, path: `/api/v1${path}` },
          headers: { ...content, ...headers },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const answer = { status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') };
            resolve({ ...answer, headers: response.headers });
          });
        },
      );
      sent.on('error', reject);
      sent.end(text);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** What must not differ between the unknown and the forbidden: everything but the time. */
export function seen({ status, headers, text }: Answer): string {
  const lines = Object.entries(headers).filter(([name]) => name !== 'date');
  return JSON.stringify([status, lines.toSorted(([a], [b]) => a.localeCompare(b)), text]);
}

/** The refusal's code, or the status of what was answered otherwise. */
export function outcomeOf({ status, text }: Answer): number | string {
  if (status < 400) return status;
  const problem: unknown = JSON.parse(text);
  const code: unknown = typeof problem === 'object' && problem !== null ? Reflect.get(problem, 'code') : null;
  return typeof code === 'string' ? code : status;
}

/** The text under `key` of an answer's JSON. */
export function read({ status, text }: Answer, key: string): string {
  const body: unknown = JSON.parse(text);
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, key) : null;
  if (typeof value !== 'string') throw new Error(`no "${key}" in ${status} ${text}`);
  return value;
}
