import { useSyncExternalStore } from "react";

/** As the style sheet counts a phone. */
const NARROW = "(max-width: 640px)";

const watch = (changed: () => void): (() => void) => {
  const query = matchMedia(NARROW);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
};

export const useIsNarrow = (): boolean => useSyncExternalStore(watch, () => matchMedia(NARROW).matches);
