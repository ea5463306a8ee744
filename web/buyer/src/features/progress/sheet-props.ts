import type { CaseDetail } from "./money-words.ts";

/** What every question about a case is given. */
export type SheetProps = { readonly shown: CaseDetail; readonly onClose: () => void };
