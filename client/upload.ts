// One file on its way to the server. By XMLHttpRequest and not by fetch, which tells nothing of how much has been sent.
import type { File } from '../shared/api/file.schema.ts';
import { refused } from '../shared/lib/result.ts';
import { readAnswer, type Answer } from './answer.ts';

export interface Sendable extends Blob {
  /** As the person's device calls it; pictures from a clipboard may have none. */
  readonly name?: string;
}

interface UploadOptions<T> {
  readonly url: string;
  readonly file: Sendable;
  readonly onProgress: (sentBytes: number) => void;
  /** Called once, unless `abort` came first. */
  readonly onAnswer: (answer: Answer<T>) => void;
  readonly request: () => XMLHttpRequest;
}

/** Begins to send `file`. The returned function breaks it off; nothing is called back after that. */
export function upload<T = File>({ url, file, onProgress, onAnswer, request }: UploadOptions<T>): () => void {
  const sending = request();
  const body = new FormData();
  body.append('file', file, file.name ?? 'file');
  let isOver = false;
  const end = (answer: Answer<T>): void => {
    if (!isOver) onAnswer(answer);
    isOver = true;
  };
  sending.upload.addEventListener('progress', (event) => {
    // What surrounds the file in the body counts too; nobody should read more than the file has.
    if (!isOver) onProgress(Math.min(event.loaded, file.size));
  });
  sending.addEventListener('load', () =>
    end(readAnswer<T>(sending.status, sending.responseText, sending.getResponseHeader('retry-after'))),
  );
  for (const kind of ['error', 'timeout'] as const) sending.addEventListener(kind, () => end(refused('unreachable')));
  sending.open('POST', url);
  sending.setRequestHeader('accept', 'application/json');
  sending.send(body);
  return () => {
    isOver = true;
    sending.abort();
  };
}
