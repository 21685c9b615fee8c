// A request as a live line: it may take long to come in, to wait its turn, or to be answered, and must not outlive the
// right it was made with (T45).
import type { Request, Response } from 'express';
import type { LineHolder, LiveLines } from '../ports.ts';

/**
 * Enters the request among the live lines until it is over. When the right is taken, a body that is still coming in is
 * cut off, as is an answer on its way; a request between the two is let to its answer, since it may be the very one that
 * took the right. The returned function says whether the right still stands.
 */
export function liveRequest(request: Request, response: Response, holder: LineHolder, lines: LiveLines): () => boolean {
  let isCurrent = true;
  const leave = lines.enter(holder, () => {
    isCurrent = false;
    if (!request.complete || response.headersSent) request.destroy();
  });
  response.once('close', leave);
  return () => isCurrent;
}
