import { useSyncExternalStore } from "react";
import { shopNow } from "../format/shop-clock.ts";

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for the whole page, running only while something counts. */
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
};

/** The time, in steps: what shows minutes is drawn anew each `stepMs` and not each second. */
export const useNow = (stepMs = 15_000): number => useSyncExternalStore(subscribe, () => Math.floor(shopNow() / stepMs) * stepMs);
