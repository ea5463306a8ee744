import { useSyncExternalStore } from "react";
import type { ColorScheme } from "./tokens.ts";

export type SchemeChoice = ColorScheme | "system";

const KEY = "amends.theme";
const dark = (): MediaQueryList => matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  dark().addEventListener("change", listener);
  return () => {
    listeners.delete(listener);
    dark().removeEventListener("change", listener);
  };
};

export const schemeChoice = (): SchemeChoice => {
  const kept = localStorage.getItem(KEY);
  return kept === "light" || kept === "dark" ? kept : "system";
};

export const chooseScheme = (choice: SchemeChoice): void => {
  if (choice === "system") localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, choice);
  applyScheme();
  for (const listener of listeners) listener();
};

/** Before the first paint of the app, so that a chosen scheme does not flash. */
export const applyScheme = (): void => {
  const choice = schemeChoice();
  if (choice === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = choice;
};

const resolved = (): ColorScheme => {
  const choice = schemeChoice();
  if (choice !== "system") return choice;
  return dark().matches ? "dark" : "light";
};

export const useColorScheme = (): ColorScheme => useSyncExternalStore(subscribe, resolved);
