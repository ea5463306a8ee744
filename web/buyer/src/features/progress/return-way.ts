import type { CaseDetail } from "./money-words.ts";

/** How the goods of a case go back at this moment, by which the address is introduced; null while none do. */
export const returnWay = ({
  steps,
  returnParcel,
}: Pick<CaseDetail, "steps" | "returnParcel">): "asked" | "sendTo" | "courier" | "onWay" | null => {
  const running = new Set(steps.filter(({ status }) => status === "active").map(({ type }) => type));
  if (running.has("give_address")) return "asked";
  if (running.has("drop_off") || running.has("recover")) return "sendTo";
  if (running.has("pickup")) return "courier";
  return running.has("receive") && returnParcel !== null ? "onWay" : null;
};

/** A number may be corrected until the parcel has been seen under it. */
export const mayCorrectParcel = ({ steps, returnParcel }: Pick<CaseDetail, "steps" | "returnParcel">): boolean =>
  returnParcel !== null && returnParcel.seenAt === undefined && steps.some(({ type, status }) => type === "receive" && status === "active");
