import { tiffOf } from "./remove-position.ts";

/* Tags of TIFF 6.0 and Exif 2.32 that only whoever takes a picture writes: maker, model, when it was taken. */
const OF_CAMERA: ReadonlySet<number> = new Set([0x010f, 0x0110, 0x9003]);
const EXIF_IFD = 0x8769;
const ENTRY_BYTES = 12;
/** Where Exif begins in a JPEG, and in a WebP, where some writers put the name in front that JPEG has there. */
const HEADS = ["Exif\0\0", "EXIF"];
const CHUNK_SIZE_BYTES = 4;

/** Whether a picture tells of the camera it was taken with: one that was passed on, or is of a screen, mostly does not. */
export const tellsOfCamera = (bytes: Uint8Array): boolean => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return HEADS.some(head => {
    const at = buffer.indexOf(head, 0, "latin1");
    const start = at + head.length + (head === "EXIF" ? CHUNK_SIZE_BYTES : 0);
    return at !== -1 && holdsCameraTag(bytes.subarray(start));
  });
};

const holdsCameraTag = (block: Uint8Array): boolean => {
  const tiff = tiffOf(Uint8Array.from(block));
  if (tiff === null) return false;
  const holdsIn = (start: number, isFirst: boolean): boolean => {
    const count = tiff.u16(start);
    for (let index = 0; index < count; index += 1) {
      const entry = start + 2 + index * ENTRY_BYTES;
      const tag = tiff.u16(entry);
      if (OF_CAMERA.has(tag) || (tag === EXIF_IFD && isFirst && holdsIn(tiff.u32(entry + 8), false))) return true;
    }
    return false;
  };
  try {
    return holdsIn(tiff.u32(4), true);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};
