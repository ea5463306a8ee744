import type { ClosedOption, OpenOption, ServiceOption } from "./api/get-order.ts";

/** What buyers ask for most comes first. */
const COMMONEST: readonly OpenOption["type"][] = ["return_refund", "refund_only", "exchange", "resend", "repair"];

export const openOptions = (options: readonly ServiceOption[]): readonly OpenOption[] =>
  options.filter((option): option is OpenOption => option.kind === "open").toSorted((left, right) => rankOf(left) - rankOf(right));

export const closedOptions = (options: readonly ServiceOption[]): readonly ClosedOption[] =>
  options.filter((option): option is ClosedOption => option.kind === "closed");

const rankOf = ({ type }: OpenOption): number => (COMMONEST.includes(type) ? COMMONEST.indexOf(type) : COMMONEST.length);
