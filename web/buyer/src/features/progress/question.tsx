import { ErrorLine } from "@amends/ui/components/states";
import type { ReactNode } from "react";

type QuestionProps = { readonly title: string; readonly text?: string; readonly error: unknown; readonly children: ReactNode };

/** What a sheet asks, what the answer means, and the answers. */
export const Question = ({ title, text, error, children }: QuestionProps) => (
  <div className="stack">
    <h2>{title}</h2>
    {text !== undefined && <p className="quiet">{text}</p>}
    {error !== null && <ErrorLine error={error} />}
    {children}
  </div>
);
