import type { FileBytes } from "@amends/flows/evidence-ports";
import { withoutPosition } from "./remove-position.ts";

const HEAD_BYTES = 12;
const PICTURE: ReadonlySet<string> = new Set(["VP8 ", "VP8L", "ANMF"]);
const KEPT: ReadonlySet<string> = new Set([...PICTURE, "VP8X", "ALPH", "ANIM", "ICCP"]);
const HAS_EXIF = 0x08;
const HAS_XMP = 0x04;

/** A WebP (RFC 9649) without its position: Exif is freed of it, XMP and anything unknown left out. Null where it does not hold together. */
export const cleanWebp = (bytes: FileBytes): FileBytes | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = 8 + view.getUint32(4, true);
  if (end > bytes.length) return null;
  const kept: Uint8Array[] = [];
  let hasPicture = false;
  for (let at = HEAD_BYTES; at < end; ) {
    if (at + 8 > end) return null;
    const type = String.fromCharCode(...bytes.subarray(at, at + 4));
    const size = view.getUint32(at + 4, true);
    const next = at + 8 + size + (size % 2);
    if (next > end) return null;
    if (KEPT.has(type)) kept.push(bytes.slice(at, next));
    if (PICTURE.has(type)) hasPicture = true;
    if (type === "EXIF") kept.push(...exifChunk(bytes.subarray(at, next), size));
    at = next;
  }
  return hasPicture ? together(bytes.subarray(0, HEAD_BYTES), kept) : null;
};

/** Some writers put the name in front that JPEG has there. */
const NAMED = "Exif\0\0";

const exifChunk = (chunk: Uint8Array, size: number): readonly Uint8Array[] => {
  const data = chunk.subarray(8, 8 + size);
  const skip = String.fromCharCode(...data.subarray(0, NAMED.length)) === NAMED ? NAMED.length : 0;
  const clean = withoutPosition(data.subarray(skip));
  return clean === null ? [] : [Buffer.concat([chunk.subarray(0, 8 + skip), clean, chunk.subarray(8 + size)])];
};

/** The file's length, and in its extended header what there is besides the picture, are said anew. */
const together = (head: Uint8Array, chunks: readonly Uint8Array[]): FileBytes => {
  const extended = chunks.find(chunk => String.fromCharCode(...chunk.subarray(0, 4)) === "VP8X");
  const hasExif = chunks.some(chunk => String.fromCharCode(...chunk.subarray(0, 4)) === "EXIF");
  if (extended !== undefined) extended[8] = ((extended[8] ?? 0) & ~(HAS_XMP | HAS_EXIF)) | (hasExif ? HAS_EXIF : 0);
  const whole = Buffer.concat([head, ...chunks]);
  whole.writeUInt32LE(whole.length - 8, 4);
  return whole;
};
