import { type ContentType, PIXELS_MAX } from "@amends/domain/evidence/evidence-file";
import type { FileBytes, Inspected, InspectRefusal } from "@amends/flows/evidence-ports";
import { tellsOfCamera } from "./camera-data.ts";
import { cleanJpeg } from "./clean-jpeg.ts";
import { cleanMovie } from "./clean-movie.ts";
import { cleanPng } from "./clean-png.ts";
import { cleanWebp } from "./clean-webp.ts";
import { countPixels } from "./count-pixels.ts";

/**
 * What bytes are is told by how they begin and whether they hold together to the end, never by what their sender called them. Not taken, and said so:
 * HEIC and AVIF (phones convert them when asked for JPEG), WebM, GIF, SVG, anything that could run. Of a PDF nothing is changed.
 */
export const inspectContent = (bytes: FileBytes): Inspected => {
  if (begins(bytes, 0, "\xff\xd8\xff")) return photo("image/jpeg", cleanJpeg(bytes));
  if (begins(bytes, 0, "\x89PNG\r\n\x1a\n")) return photo("image/png", cleanPng(bytes));
  if (begins(bytes, 0, "RIFF") && begins(bytes, 8, "WEBP")) return photo("image/webp", cleanWebp(bytes));
  if (begins(bytes, 4, "ftyp")) return movie(bytes);
  if (begins(bytes, 0, "%PDF-")) return known("application/pdf", isWholePdf(bytes) ? bytes : null);
  return refused("unknown_type");
};

const begins = (bytes: Uint8Array, at: number, text: string): boolean =>
  [...text].every((char, index) => bytes[at + index] === char.charCodeAt(0));

/** Who shows a picture makes room for every pixel it says it has: a few bytes that say they are billions would take the page with them. */
const photo = (contentType: "image/jpeg" | "image/png" | "image/webp", bytes: FileBytes | null): Inspected => {
  const pixels = bytes === null ? 0 : countPixels(contentType, bytes);
  if (pixels > PIXELS_MAX) return refused("too_many_pixels");
  return known(contentType, pixels === 0 ? null : bytes);
};

const known = (contentType: ContentType, bytes: FileBytes | null): Inspected =>
  bytes === null
    ? refused("damaged")
    : { kind: "known", contentType, bytes, hasMetadata: contentType.startsWith("image/") && tellsOfCamera(bytes) };

const refused = (reason: InspectRefusal): Inspected => ({ kind: "refused", reason });

/** Brands of still pictures in the same form of file. */
const PICTURE_BRANDS: ReadonlySet<string> = new Set([
  "heic",
  "heix",
  "heim",
  "heis",
  "hevc",
  "hevx",
  "mif1",
  "msf1",
  "avif",
  "avis",
  "crx ",
]);

const movie = (bytes: FileBytes): Inspected => {
  const brand = String.fromCharCode(...bytes.subarray(8, 12));
  if (PICTURE_BRANDS.has(brand)) return refused("unknown_type");
  const cleaned = cleanMovie(bytes);
  if (cleaned.kind !== "clean") return refused(cleaned.kind);
  return known(brand === "qt  " ? "video/quicktime" : "video/mp4", cleaned.bytes);
};

/** ISO 32000-1 §7.5.5: the end marker stands in the last kilobyte. */
const isWholePdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(-1024)).includes("%%EOF");
