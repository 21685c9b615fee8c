// Tells the other tabs of this browser who signed out, so that nothing half written stays behind in them.
const CHANNEL = 'gongbi.signed-out';

export interface SessionTabs {
  /** `userId` signed out in this tab. */
  tell(userId: string): void;
  /** Called with whoever signed out in another one. */
  listen(onleft: (userId: string) => void): void;
}

/** Undefined in browsers without such a channel: there the server's word reaches each tab by itself. */
export function sessionTabs(): SessionTabs | undefined {
  if (typeof BroadcastChannel === 'undefined') return undefined;
  const channel = new BroadcastChannel(CHANNEL);
  return {
    tell: (userId) => channel.postMessage(userId),
    listen: (onleft) => {
      channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
        if (typeof data === 'string') onleft(data);
      });
    },
  };
}
