import { useEffect, useRef } from "react";

/** j down, k up, from anywhere but a place where one writes. */
export const useQueueKeys = (move: (step: 1 | -1) => void): void => {
  const latest = useRef(move);
  latest.current = move;
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (event.metaKey || event.ctrlKey || event.altKey || isWriting(event.target)) return;
      if (event.key === "j") latest.current(1);
      if (event.key === "k") latest.current(-1);
    };
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, []);
};

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
