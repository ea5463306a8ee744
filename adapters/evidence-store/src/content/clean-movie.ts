import type { FileBytes } from "@amends/flows/evidence-ports";

/** `unknown_type`: a file of this form without moving pictures. */
export type CleanedMovie =
  | { readonly kind: "clean"; readonly bytes: FileBytes }
  | { readonly kind: "damaged" | "unknown_type" | "holds_position" };

/**
 * An MP4 or QuickTime film (ISO/IEC 14496-12) without its position. What describes a film besides its tracks (`udta`, `meta`, `uuid`, where phones write
 * ©xyz, loci or com.apple.quicktime.location) becomes empty space of the same length, so that no offset changes and no frame is touched. A track of data
 * beside pictures and sound goes the same way; one that records the way the camera went is refused, because its points lie among the frames.
 */
export const cleanMovie = (film: Uint8Array): CleanedMovie => {
  const bytes = Uint8Array.from(film);
  const found = new Set<string>();
  for (let at = 0; at < bytes.length; ) {
    const box = boxAt(bytes, at, bytes.length);
    if (box === null) {
      // Some makers add a block of their own behind the last box.
      const isTail = found.has("moov") && found.has("mdat") && !NEEDED.has(typeAt(bytes, at));
      return isTail ? judged(bytes.subarray(0, at), found) : { kind: "damaged" };
    }
    found.add(box.type);
    if (!KEPT_OUTSIDE.has(box.type)) blank(bytes, box);
    else if (CONTAINERS.has(box.type)) cleanInside(bytes, box, found);
    at = box.end;
  }
  return judged(bytes, found);
};

const judged = (bytes: FileBytes, found: ReadonlySet<string>): CleanedMovie => {
  if (found.has(HAS_POSITION_TRACK)) return { kind: "holds_position" };
  if (!found.has("moov") || !found.has("mdat")) return { kind: "damaged" };
  return found.has(HAS_PICTURES) ? { kind: "clean", bytes } : { kind: "unknown_type" };
};

/* Findings about tracks, beside the four letters of boxes. */
const HAS_PICTURES = "a track of pictures";
const HAS_POSITION_TRACK = "a track of positions";

const NEEDED: ReadonlySet<string> = new Set(["moov", "mdat", "moof"]);
const KEPT_OUTSIDE: ReadonlySet<string> = new Set(["ftyp", "styp", "moov", "moof", "mdat", "mfra", "sidx", "ssix", "pdin", "prft", "wide"]);
const CONTAINERS: ReadonlySet<string> = new Set(["moov", "trak", "mdia", "minf", "mvex", "moof", "traf"]);
const DESCRIBING: ReadonlySet<string> = new Set(["udta", "meta", "uuid", "free", "skip"]);
/** Handlers of pictures, sound, subtitles and time codes: what a player shows. */
const SHOWN: ReadonlySet<string> = new Set(["vide", "soun", "text", "sbtl", "subt", "clcp", "tmcd"]);
/** Sample entries of cameras that write where they are: GoPro, Android's camera motion, Sony. */
const POSITION_ENTRIES = ["gpmd", "camm", "rtmd"];

type Box = { readonly type: string; readonly start: number; readonly body: number; readonly end: number };

const typeAt = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at + 4, at + 8));

/** Null where there is no whole box. A length of 0 reaches to the end, of 1 stands in the eight bytes behind the type. */
const boxAt = (bytes: Uint8Array, start: number, limit: number): Box | null => {
  if (start + 8 > limit) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const short = view.getUint32(start);
  if (short === 1 && start + 16 > limit) return null;
  const length = short === 1 ? Number(view.getBigUint64(start + 8)) : short === 0 ? limit - start : short;
  const body = start + (short === 1 ? 16 : 8);
  const end = start + length;
  return end < body || end > limit ? null : { type: typeAt(bytes, start), start, body, end };
};

const boxesIn = (bytes: Uint8Array, { body, end }: Box): readonly Box[] => {
  const boxes: Box[] = [];
  for (let at = body; at < end; ) {
    const box = boxAt(bytes, at, end);
    // QuickTime ends some lists with four zero bytes.
    if (box === null) return boxes;
    boxes.push(box);
    at = box.end;
  }
  return boxes;
};

const cleanInside = (bytes: Uint8Array, outer: Box, found: Set<string>): void => {
  for (const box of boxesIn(bytes, outer)) {
    if (DESCRIBING.has(box.type)) blank(bytes, box);
    else if (box.type === "trak" && !isShown(bytes, box, found)) blank(bytes, box);
    else if (CONTAINERS.has(box.type)) cleanInside(bytes, box, found);
  }
};

const isShown = (bytes: Uint8Array, track: Box, found: Set<string>): boolean => {
  const media = boxesIn(bytes, track).find(({ type }) => type === "mdia");
  const handlerBox = media === undefined ? undefined : boxesIn(bytes, media).find(({ type }) => type === "hdlr");
  // Version and flags, then what it stands for in QuickTime, then its kind.
  const handler = handlerBox === undefined ? "" : String.fromCharCode(...bytes.subarray(handlerBox.body + 8, handlerBox.body + 12));
  if (handler === "vide") found.add(HAS_PICTURES);
  if (SHOWN.has(handler)) return true;
  const said = Buffer.from(bytes.buffer, bytes.byteOffset + track.body, track.end - track.body);
  if (POSITION_ENTRIES.some(entry => said.includes(entry)) || said.includes("location")) found.add(HAS_POSITION_TRACK);
  return false;
};

const FREE = [0x66, 0x72, 0x65, 0x65];

const blank = (bytes: Uint8Array, { start, body, end }: Box): void => {
  bytes.set(FREE, start + 4);
  bytes.fill(0, body, end);
};
