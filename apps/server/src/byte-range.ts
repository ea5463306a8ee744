/** What is wanted of a file, from `from` up to and without `to`. */
export type ByteRange = { readonly from: number; readonly to: number };

const ONE_RANGE = /^bytes=(\d{0,15})-(\d{0,15})$/;

/**
 * RFC 9110 §14.1.2, one range: the first bytes, those from somewhere on, or the last so many. A header that says anything else (several ranges, another
 * unit) is passed over, as the RFC allows, and the whole is sent.
 */
export const byteRangeOf = (header: string | undefined, sizeBytes: number): ByteRange | "whole" | "not_satisfiable" => {
  const [matched, first = "", last = ""] = ONE_RANGE.exec(header ?? "") ?? [];
  if (matched === undefined || (first === "" && last === "")) return "whole";
  if (first === "") return last === "0" ? "not_satisfiable" : { from: Math.max(0, sizeBytes - Number(last)), to: sizeBytes };
  if (last !== "" && Number(last) < Number(first)) return "whole";
  if (Number(first) >= sizeBytes) return "not_satisfiable";
  return { from: Number(first), to: last === "" ? sizeBytes : Math.min(Number(last) + 1, sizeBytes) };
};
