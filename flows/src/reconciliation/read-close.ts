import type { DailyClose } from "@amends/domain/reconciliation/daily-close";

/** What was signed, as a value again: amounts come back as whole numbers of minor units. Throws where the text is no summary. */
export const readClose = ({ summary }: { readonly summary: string }): DailyClose =>
  JSON.parse(summary, (name, value) => (name.endsWith("Minor") && typeof value === "number" ? BigInt(value) : value)) as DailyClose;
