// Tells an open page that its session has ended, however quiet the page is: a line to the server that says nothing and is
// cut with the session. Pages with a meeting have such a line already.
import { browserDevice } from '../sync/device.ts';
import { socketWire } from '../sync/socket-wire.ts';
import type { Wire } from '../sync/wire.ts';

/** Calls `onended` when the server lets this session in no more; returns what ends the watch. */
export function watchSession(onended: () => void, wire: Wire = socketWire(browserDevice())): () => void {
  const ignore = (): void => undefined;
  wire.listen({
    connected: ignore,
    disconnected: ignore,
    denied: (code) => {
      if (code === 'not-signed-in') onended();
    },
    updated: ignore,
    digested: ignore,
    moved: ignore,
    ended: ignore,
  });
  wire.connect();
  return () => wire.close();
}
