/* Tags of TIFF 6.0 and Exif 2.32. */
const EXIF_IFD = 0x8769;
const GPS_IFD = 0x8825;
/** XMP and IPTC inside Exif repeat the position in words; a maker's own notes are documented nowhere and hold it in some cameras. */
const MAY_HOLD_POSITION: ReadonlySet<number> = new Set([0x02bc, 0x83bb, 0x927c]);

const ENTRY_BYTES = 12;
const MAGIC = 42;
const DIRECTORIES_MAX = 8;
/** Bytes of one value of each type, by its number. */
const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

/**
 * A copy of an Exif block (a TIFF structure) without its position: the GPS directory, its values and the entry that led there are gone, everything else
 * stays where it was, so that no offset changes. Null where the block does not hold together: then nobody knows what is in it.
 */
export const withoutPosition = (block: Uint8Array): Uint8Array | null => {
  const bytes = Uint8Array.from(block);
  const tiff = tiffOf(bytes);
  if (tiff === null) return null;
  try {
    let directory = tiff.u32(4);
    for (let seen = 0; directory !== 0; seen += 1) {
      if (seen === DIRECTORIES_MAX) return null;
      directory = cleanDirectory(tiff, directory);
    }
    return bytes;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};

type Tiff = {
  readonly bytes: Uint8Array;
  readonly u16: (at: number) => number;
  readonly u32: (at: number) => number;
  readonly setU16: (at: number, value: number) => void;
};

/** Reading beyond the end is a RangeError of the view. */
export const tiffOf = (bytes: Uint8Array): Tiff | null => {
  if (bytes.length < 8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return null;
  const isLittle = order === 0x4949;
  if (view.getUint16(2, isLittle) !== MAGIC) return null;
  return {
    bytes,
    u16: at => view.getUint16(at, isLittle),
    u32: at => view.getUint32(at, isLittle),
    setU16: (at, value) => view.setUint16(at, value, isLittle),
  };
};

/** Answers with the offset of the next directory. */
const cleanDirectory = (tiff: Tiff, start: number): number => {
  const count = tiff.u16(start);
  const end = start + 2 + count * ENTRY_BYTES;
  const next = tiff.u32(end);
  let kept = 0;
  for (let index = 0; index < count; index += 1) {
    const entry = start + 2 + index * ENTRY_BYTES;
    const tag = tiff.u16(entry);
    if (tag === GPS_IFD) eraseDirectory(tiff, tiff.u32(entry + 8));
    else if (MAY_HOLD_POSITION.has(tag)) eraseValue(tiff, entry);
    else {
      if (tag === EXIF_IFD) cleanDirectory(tiff, tiff.u32(entry + 8));
      tiff.bytes.copyWithin(start + 2 + kept * ENTRY_BYTES, entry, entry + ENTRY_BYTES);
      kept += 1;
    }
  }
  if (kept < count) closeUp(tiff, start, kept, end);
  return next;
};

/** Fewer entries: the offset of the next directory follows the last of them. */
const closeUp = (tiff: Tiff, start: number, kept: number, end: number): void => {
  const newEnd = start + 2 + kept * ENTRY_BYTES;
  tiff.setU16(start, kept);
  tiff.bytes.copyWithin(newEnd, end, end + 4);
  tiff.bytes.fill(0, newEnd + 4, end + 4);
};

const eraseDirectory = (tiff: Tiff, start: number): void => {
  const count = tiff.u16(start);
  const end = start + 2 + count * ENTRY_BYTES;
  for (let index = 0; index < count; index += 1) eraseValue(tiff, start + 2 + index * ENTRY_BYTES);
  tiff.bytes.fill(0, start, end + 4);
};

/** What is longer than four bytes lies elsewhere. */
const eraseValue = (tiff: Tiff, entry: number): void => {
  const length = (TYPE_BYTES[tiff.u16(entry + 2)] ?? 1) * tiff.u32(entry + 4);
  if (length <= 4) return;
  const offset = tiff.u32(entry + 8);
  if (offset + length > tiff.bytes.length) throw new RangeError("a value beyond the end");
  tiff.bytes.fill(0, offset, offset + length);
};
