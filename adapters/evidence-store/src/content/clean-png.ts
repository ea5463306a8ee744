import type { FileBytes } from "@amends/flows/evidence-ports";

const SIGNATURE_BYTES = 8;
/** Length, type and check sum around each chunk's data. */
const AROUND_BYTES = 12;

/** What a picture is drawn with (PNG third edition, §11); texts, Exif and anything unknown are left out. */
const KEPT: ReadonlySet<string> = new Set(
  "IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD hIST pHYs sPLT acTL fcTL fdAT".split(" "),
);

/** A PNG with nothing but its picture; null where it does not hold together. */
export const cleanPng = (bytes: FileBytes): FileBytes | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const kept: Uint8Array[] = [bytes.subarray(0, SIGNATURE_BYTES)];
  const seen = new Set<string>();
  for (let at = SIGNATURE_BYTES; at + AROUND_BYTES <= bytes.length; ) {
    const end = at + AROUND_BYTES + view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (end > bytes.length || (seen.size === 0 && type !== "IHDR")) return null;
    if (KEPT.has(type)) kept.push(bytes.subarray(at, end));
    // A chunk that may not be left out begins with a capital letter: without it the picture would be another.
    else if (/^[A-Z]/.test(type)) return null;
    seen.add(type);
    if (type === "IEND") return seen.has("IDAT") ? Buffer.concat(kept) : null;
    at = end;
  }
  return null;
};
