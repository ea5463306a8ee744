import { useEffect } from "react";
import { useBuyerWords } from "../words/use-buyer-words.ts";

type Props = { readonly children: string; readonly className?: string };

/** The one heading of a page, which is its name in the tab, in the history and to a reader who hears it, too. */
export const PageTitle = ({ children, className }: Props) => {
  const { app } = useBuyerWords();
  useEffect(() => {
    document.title = `${children} · ${app}`;
  }, [children, app]);
  return <h1 className={className}>{children}</h1>;
};
