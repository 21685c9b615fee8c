// How long a request may take to send its body. Node's own limit is one for all and would end an honest upload from a
// phone; here a route that watches its body itself takes the request out.
import type { IncomingMessage, RequestListener } from 'node:http';
import { SECOND_MS } from '../../shared/lib/time.ts';
import type { Clock } from '../ports.ts';

const LIMIT_MS = 30 * SECOND_MS;

export class BodyDeadlines {
  readonly #clock: Pick<Clock, 'after'>;
  readonly #running = new WeakMap<IncomingMessage, () => void>();

  constructor(clock: Pick<Clock, 'after'>) {
    this.#clock = clock;
  }

  /** To be called first for every request, whoever answers it: the line is cut when its body is not whole in time (T59). */
  readonly begin: RequestListener = (request) => {
    if (request.complete) return;
    const cancel = this.#clock.after(LIMIT_MS, () => {
      if (!request.complete) request.destroy();
    });
    this.#running.set(request, cancel);
    request.once('end', cancel).once('close', cancel);
  };

  /** For those who watch it themselves. */
  lift(request: IncomingMessage): void {
    this.#running.get(request)?.();
  }
}
