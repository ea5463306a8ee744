import { Link, type LinkProps } from "@tanstack/react-router";
import { useBuyerWords } from "../words/use-buyer-words.ts";

export const BackLink = (props: Pick<LinkProps, "to" | "params">) => {
  const { state } = useBuyerWords();
  return (
    <Link {...props} className="back">
      <span aria-hidden="true">‹</span> {state.back}
    </Link>
  );
};
