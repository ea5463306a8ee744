/** Whoever waits longer than this looks whether anything goes on at all. */
export const SLOW_MS = 1000;

/** Says it once what is waited for takes long; what is given back is called when it has come, or will not. */
export const sayIfSlow = (say: () => void): (() => void) => {
  const timer = setTimeout(say, SLOW_MS);
  return () => clearTimeout(timer);
};
