/** Remembers the newest keys up to a bound, so that memory does not grow with the file. */
export type Recent = { readonly has: (key: string) => boolean; readonly add: (key: string) => void };

export const createRecent = (max: number): Recent => {
  const keys = new Set<string>();
  return {
    has: key => keys.has(key),
    add: key => {
      keys.delete(key);
      keys.add(key);
      // A set keeps the order of adding: the first one is the oldest.
      for (const oldest of keys) {
        if (keys.size <= max) break;
        keys.delete(oldest);
      }
    },
  };
};
