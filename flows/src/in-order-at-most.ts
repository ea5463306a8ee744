/** Starts the work in the order given, never more than `most` at once, and gives the results in that order. */
export const inOrderAtMost = async <T, R>(most: number, items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> => {
  const results = new Map<number, R>();
  const queue = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of queue) results.set(index, await work(item));
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, lane));
  return [...results.entries()].sort(([left], [right]) => left - right).map(([, result]) => result);
};
