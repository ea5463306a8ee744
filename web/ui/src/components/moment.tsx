import { useState } from "react";
import { ago, dayAndClock, exactTime } from "../format/time.ts";
import { useLanguage } from "./language.tsx";
import { useNow } from "./now.tsx";

type Props = { readonly at: number; readonly as?: "ago" | "day" };

/** Relative, and exact on hover or tap. */
export const Moment = ({ at, as = "ago" }: Props) => {
  const now = useNow(60_000);
  const { language } = useLanguage();
  const [isExact, setExact] = useState(false);
  const relative = as === "ago" ? ago(at, now, language) : dayAndClock(at, now, language);
  const exact = exactTime(at, language);
  return (
    <button
      type="button"
      className="moment"
      title={exact}
      aria-label={isExact ? exact : `${relative} · ${exact}`}
      onClick={() => setExact(!isExact)}
    >
      <time dateTime={new Date(at).toISOString()}>{isExact ? exact : relative}</time>
    </button>
  );
};
