import { readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "../fixtures/pictures");
export const picture = (name: "fruit.jpg" | "close.jpg" | "box.jpg" | "fruit.png" | "fruit.webp"): Buffer =>
  readFileSync(join(FOLDER, name));

/** Hangzhou, as a phone writes it: degrees, minutes, seconds. Its numbers must be found in no file that is kept. */
export const LATITUDE = [30, 14, 55.13] as const;

const ascii = (text: string): Buffer => Buffer.from(text, "latin1");

/** An Exif block with orientation 6, a maker's note, and a GPS directory. */
export const exifWithPosition = (isLittle: boolean): Buffer => {
  const out = Buffer.alloc(256);
  const u16 = (value: number, at: number) => (isLittle ? out.writeUInt16LE(value, at) : out.writeUInt16BE(value, at));
  const u32 = (value: number, at: number) => (isLittle ? out.writeUInt32LE(value, at) : out.writeUInt32BE(value, at));
  const entry = (at: number, tag: number, type: number, count: number, value: number): void => {
    u16(tag, at);
    u16(type, at + 2);
    u32(count, at + 4);
    if (type === 3 && count === 1) u16(value, at + 8);
    else u32(value, at + 8);
  };
  out.set(ascii(isLittle ? "II" : "MM"), 0);
  u16(42, 2);
  u32(8, 4);
  u16(4, 8);
  entry(10, 0x0112, 3, 1, 6);
  entry(22, 0x8769, 4, 1, 80);
  entry(34, 0x8825, 4, 1, 120);
  entry(46, 0x9c9b, 1, 6, 220);
  u32(0, 58);
  out.set(ascii("title\0"), 220);
  u16(2, 80);
  entry(82, 0x927c, 7, 12, 200);
  entry(94, 0x9003, 2, 4, 0x32303236);
  u32(0, 106);
  out.set(ascii("maker: 30.24"), 200);
  u16(2, 120);
  entry(122, 0x0001, 2, 2, 0);
  out.set(ascii("N\0"), 130);
  entry(134, 0x0002, 5, 3, 160);
  u32(0, 146);
  for (const [index, [numerator, denominator]] of [
    [LATITUDE[0], 1],
    [LATITUDE[1], 1],
    [Math.round(LATITUDE[2] * 100), 100],
  ].entries()) {
    u32(numerator ?? 0, 160 + index * 8);
    u32(denominator ?? 0, 164 + index * 8);
  }
  return out;
};

const segment = (marker: number, body: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
};

export const XMP = "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta exif:GPSLatitude='30,14.918N'/>";
/** What phones put behind a picture: a film of the moment, with its own position. */
export const TAIL = ascii("\0\0\0\x18ftypmp42 +30.2486+120.1551/ film");

/** A photo as a phone saves it: Exif with position, XMP, a comment, and a film behind its end. */
export const photoWithPosition = (plain = picture("fruit.jpg"), isLittle = true): Buffer => {
  const exif = segment(0xe1, Buffer.concat([ascii("Exif\0\0"), exifWithPosition(isLittle)]));
  const extras = [exif, segment(0xe1, ascii(XMP)), segment(0xed, ascii("Photoshop 3.0\0 Hangzhou")), segment(0xfe, ascii("at +30.2486"))];
  return Buffer.concat([plain.subarray(0, 2), ...extras, plain.subarray(2), TAIL]);
};

export const box = (type: string, ...inside: readonly (Buffer | string)[]): Buffer => {
  const body = Buffer.concat(inside.map(part => (typeof part === "string" ? ascii(part) : part)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, body]);
};

export const track = (handler: string, entry: string): Buffer =>
  box(
    "trak",
    box("tkhd", "\0".repeat(84)),
    box("mdia", box("hdlr", `${"\0".repeat(8)}${handler}${"\0".repeat(12)}`), box("minf", box("stbl", box("stsd", entry)))),
  );

/** Frames that must come through untouched. */
export const FRAMES = ascii("frames ".repeat(40));
export const POSITION = "+30.2486+120.1551+012.3/";

export const film = (given: { readonly brand?: string; readonly tracks?: readonly Buffer[]; readonly tail?: Buffer } = {}): Buffer =>
  Buffer.concat([
    box("ftyp", `${given.brand ?? "isom"}\0\0\0\0isommp42`),
    box(
      "moov",
      box("mvhd", "\0".repeat(100)),
      ...(given.tracks ?? [track("vide", "avc1"), track("soun", "mp4a")]),
      box("udta", box("\xa9xyz", `\0\x18\x15\xc7${POSITION}`), box("loci", POSITION)),
      box("meta", box("keys", "com.apple.quicktime.location.ISO6709"), box("ilst", POSITION)),
    ),
    box("uuid", `0123456789abcdef${XMP}`),
    box("mdat", FRAMES),
    given.tail ?? Buffer.alloc(0),
  ]);

export const paper = (): Buffer => ascii("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n");
