import type { FileBytes } from "@amends/flows/evidence-ports";
import { withoutPosition } from "./remove-position.ts";

const EXIF = "Exif\0\0";

/**
 * A JPEG (ITU-T T.81) without its position. The picture's own data stay byte for byte. Kept are Exif without position, the colour profile and what a
 * decoder needs; comments, XMP, IPTC and makers' blocks go, and so does everything behind the end of the picture, where phones put a film of the moment.
 * Null where it does not hold together.
 */
export const cleanJpeg = (bytes: FileBytes): FileBytes | null => {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let hasPicture = false;
  for (let at = 2; at < bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    while (bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1];
    if (marker === undefined) return null;
    if (marker === END) return hasPicture ? Buffer.concat([...kept, bytes.subarray(at, at + 2)]) : null;
    const end = endOfSegment(bytes, at, marker);
    if (end === null) return null;
    const segment = cleanSegment(bytes.subarray(at, end), marker);
    if (segment !== null) kept.push(segment);
    if (marker === SCAN) hasPicture = true;
    at = end;
  }
  return null;
};

const END = 0xd9;
const SCAN = 0xda;
/** A marker that no segment follows. */
export const isAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);

/** A scan's segment is followed by its coded data, up to the next marker that is not part of them. */
const endOfSegment = (bytes: Uint8Array, at: number, marker: number): number | null => {
  if (isAlone(marker)) return at + 2;
  const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
  const end = at + 2 + length;
  if (length < 2 || end > bytes.length) return null;
  return marker === SCAN ? endOfCodedData(bytes, end) : end;
};

const endOfCodedData = (bytes: Uint8Array, from: number): number | null => {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) return null;
    const isPartOfData = next === 0 || next === 0xff || (next >= 0xd0 && next <= 0xd7);
    if (!isPartOfData) return at;
  }
  return null;
};

const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;
const COMMENT = 0xfe;

const cleanSegment = (segment: Uint8Array, marker: number): Uint8Array | null => {
  if (marker === COMMENT) return null;
  if (marker < APP0 || marker > APP15) return segment;
  if (marker === APP0 || (marker === APP14 && begins(segment, "Adobe"))) return segment;
  if (marker === APP2 && begins(segment, "ICC_PROFILE\0")) return segment;
  if (marker !== APP1 || !begins(segment, EXIF)) return null;
  const head = 4 + EXIF.length;
  const exif = withoutPosition(segment.subarray(head));
  return exif === null ? null : Buffer.concat([segment.subarray(0, head), exif]);
};

/** Behind marker and length. */
const begins = (segment: Uint8Array, text: string): boolean => [...text].every((char, index) => segment[4 + index] === char.charCodeAt(0));
