import { useEffect, useRef } from "react";

export type WorkKeys = { readonly [key: string]: (() => void) | undefined };

/** One letter, one deed, from anywhere but a place where one writes or a dialogue that is open. */
export const useWorkKeys = (keys: WorkKeys): void => {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      const deed = latest.current[event.key];
      if (deed === undefined) return;
      event.preventDefault();
      deed();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
};

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], [role=dialog], [role=combobox]") !== null;
