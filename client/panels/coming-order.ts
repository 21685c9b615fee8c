// In which order faces stand in the bar: as they came, so that nobody who comes moves those who are there.

/** `peers` in the order of `before`, those who came since behind them; of `before` who left is left out. */
export function inOrderOfComing<T extends { readonly userId: string }>(
  before: readonly Pick<T, 'userId'>[],
  peers: readonly T[],
): readonly T[] {
  const here = new Map(peers.map((peer) => [peer.userId, peer]));
  const stayed = before.flatMap(({ userId }) => here.get(userId) ?? []);
  const known = new Set(stayed.map(({ userId }) => userId));
  return [...stayed, ...peers.filter(({ userId }) => !known.has(userId))];
}
