import { crc32, deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import {
  box,
  exifWithPosition,
  FRAMES,
  film,
  POSITION,
  paper,
  photoWithPosition,
  picture,
  TAIL,
  track,
  XMP,
} from "../../../../test/evidence/pictures.ts";
import { inspectContent } from "./inspect-content.ts";
import { withoutPosition } from "./remove-position.ts";

const kept = (bytes: Uint8Array): Buffer => {
  const inspected = inspectContent(Uint8Array.from(bytes));
  if (inspected.kind === "refused") throw new Error(inspected.reason);
  return Buffer.from(inspected.bytes);
};
const said = (bytes: Uint8Array): string => {
  const inspected = inspectContent(Uint8Array.from(bytes));
  return inspected.kind === "known" ? inspected.contentType : inspected.reason;
};
/** The picture's own data, from its tables on. */
const codedData = (jpeg: Buffer): Buffer => jpeg.subarray(jpeg.indexOf(Buffer.from([0xff, 0xdb])));

describe("what the camera wrote", () => {
  const tells = (bytes: Uint8Array) => {
    const inspected = inspectContent(Uint8Array.from(bytes));
    return inspected.kind === "known" && inspected.hasMetadata;
  };

  test("is known of a photo as a phone saves it, in either byte order, and survives the loss of its position", () => {
    expect(tells(photoWithPosition())).toBe(true);
    expect(tells(photoWithPosition(picture("fruit.jpg"), false))).toBe(true);
    expect(tells(kept(photoWithPosition()))).toBe(true);
  });

  test("is gone of a picture that was passed on, of one of a screen, and nothing a film or a paper is asked for", () => {
    for (const bytes of [picture("fruit.jpg"), picture("fruit.png"), picture("fruit.webp"), film(), paper()])
      expect(tells(bytes)).toBe(false);
  });

  test("is not taken from a block that does not hold together", () => {
    const broken = photoWithPosition();
    broken.writeUInt32LE(0xffff, broken.indexOf("Exif\0\0") + 10);
    expect(tells(broken)).toBe(false);
  });
});

describe("what a file is", () => {
  test.each([
    ["image/jpeg", picture("fruit.jpg")],
    ["image/png", picture("fruit.png")],
    ["image/webp", picture("fruit.webp")],
    ["video/mp4", film()],
    ["video/quicktime", film({ brand: "qt  " })],
    ["application/pdf", paper()],
  ])("%s is told by its content", (type, bytes) => {
    expect(said(bytes)).toBe(type);
  });

  test.each([
    ["a page that would run", Buffer.from("<html><script>alert(1)</script></html>")],
    ["a drawing that would run", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")],
    ["a program", Buffer.from("\x7fELF\x02\x01\x01")],
    ["an archive", Buffer.from("PK\x03\x04")],
    ["a HEIC picture", box("ftyp", "heic\0\0\0\0mif1heic")],
    ["an AVIF picture", box("ftyp", "avif\0\0\0\0avifmif1")],
    ["sound without pictures", film({ brand: "M4A ", tracks: [track("soun", "mp4a")] })],
    ["nothing", Buffer.alloc(0)],
  ])("%s is not taken", (_, bytes) => {
    expect(said(bytes)).toBe("unknown_type");
  });

  test.each([
    ["a photo", picture("fruit.jpg")],
    ["a PNG", picture("fruit.png")],
    ["a WebP", picture("fruit.webp")],
    ["a film", film()],
    ["a paper", paper()],
  ])("%s that was cut off anywhere behind its first bytes is found out", (_, bytes) => {
    for (let end = 12; end < bytes.length - 7; end += Math.max(1, Math.floor(bytes.length / 97))) {
      expect(["damaged", "unknown_type"], `${end} of ${bytes.length}`).toContain(said(bytes.subarray(0, end)));
    }
  });
});

describe("a picture of few bytes that says it has billions of pixels", () => {
  const saying = (bytes: Buffer, write: (bytes: Buffer) => void): Buffer => {
    const changed = Buffer.from(bytes);
    write(changed);
    return changed;
  };
  const png = (width: number, height: number) =>
    saying(picture("fruit.png"), bytes => {
      bytes.writeUInt32BE(width, 16);
      bytes.writeUInt32BE(height, 20);
    });
  const jpeg = (width: number, height: number) =>
    saying(picture("fruit.jpg"), bytes => {
      const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
      bytes.writeUInt16BE(height, frame + 5);
      bytes.writeUInt16BE(width, frame + 7);
    });
  const canvas = (side: number) => {
    const plain = picture("fruit.webp");
    const head = Buffer.alloc(18);
    head.write("VP8X", 0, "latin1");
    head.writeUInt32LE(10, 4);
    head.writeUIntLE(side - 1, 12, 3);
    head.writeUIntLE(side - 1, 15, 3);
    const whole = Buffer.concat([plain.subarray(0, 12), head, plain.subarray(12)]);
    whole.writeUInt32LE(whole.length - 8, 4);
    return whole;
  };
  const lossless = (side: number) => {
    const whole = Buffer.alloc(26);
    whole.write("RIFF\x12\0\0\0WEBPVP8L\x05\0\0\0\x2f", 0, "latin1");
    whole.writeUInt32LE(((side - 1) | ((side - 1) << 14)) >>> 0, 21);
    return whole;
  };

  test.each([
    ["a PNG", png(60_000, 60_000)],
    ["a PNG as wide as a number goes", png(2 ** 31 - 1, 2 ** 31 - 1)],
    ["a JPEG", jpeg(60_000, 60_000)],
    ["a WebP by its canvas", canvas(60_000)],
    ["a WebP by its picture", lossless(16_384)],
  ])("is not taken: %s", (_, bytes) => {
    expect(said(bytes)).toBe("too_many_pixels");
  });

  test("is told from the largest photo of a phone and from a picture of a long talk, which are taken", () => {
    expect(said(jpeg(16_320, 12_240))).toBe("image/jpeg");
    expect(said(png(1440, 60_000))).toBe("image/png");
    expect(said(canvas(14_000))).toBe("image/webp");
    expect(said(lossless(14_000))).toBe("image/webp");
  });

  test("is damaged where it says it has none", () => {
    expect(said(png(0, 60_000))).toBe("damaged");
  });
});

describe("a photo", () => {
  test.each([true, false])("loses where it was taken and nothing of its picture (little-endian: %s)", isLittle => {
    const plain = picture("fruit.jpg");
    const clean = kept(photoWithPosition(plain, isLittle));
    for (const trace of ["GPS", "30,14", "30.24", "Hangzhou", "maker:"]) expect(clean.includes(trace), trace).toBe(false);
    expect(codedData(clean).equals(codedData(plain))).toBe(true);
    expect(clean.includes(TAIL)).toBe(false);
    expect(clean.includes("title\0")).toBe(true);
  });

  test("without anything to hide stays as it is, byte for byte, and cleaning twice changes nothing", () => {
    expect(kept(picture("fruit.jpg")).equals(picture("fruit.jpg"))).toBe(true);
    const once = kept(photoWithPosition());
    expect(kept(once).equals(once)).toBe(true);
  });

  test("whose Exif does not hold together loses all of it", () => {
    const broken = photoWithPosition();
    broken.writeUInt32LE(0xfffffff0, broken.indexOf("II*\0") + 4);
    expect(kept(broken).includes("Exif")).toBe(false);
  });
});

test("Exif keeps what turns the picture upright, at the same place, in both byte orders", () => {
  for (const isLittle of [true, false]) {
    const clean = Buffer.from(withoutPosition(exifWithPosition(isLittle)) ?? []);
    const u16 = (at: number) => (isLittle ? clean.readUInt16LE(at) : clean.readUInt16BE(at));
    const tags = Array.from({ length: u16(8) }, (_, index) => u16(10 + index * 12));
    expect(tags).toEqual([0x0112, 0x8769, 0x9c9b]);
    expect(u16(18)).toBe(6);
    expect(clean.subarray(120, 220).every(byte => byte === 0)).toBe(true);
  }
});

test("Exif whose directories lead round in a circle, or beyond the end, is not believed", () => {
  const circle = exifWithPosition(true);
  circle.writeUInt32LE(8, 58);
  expect(withoutPosition(circle)).toBeNull();
  const beyond = exifWithPosition(true);
  beyond.writeUInt32LE(5000, 42);
  expect(withoutPosition(beyond)).toBeNull();
});

test("a PNG keeps its picture alone", () => {
  const plain = picture("fruit.png");
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const around = Buffer.alloc(8);
    around.writeUInt32BE(data.length, 0);
    around.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
  };
  const head = 8 + 25;
  const told = Buffer.concat([
    plain.subarray(0, head),
    chunk("eXIf", exifWithPosition(false)),
    chunk("tEXt", Buffer.from("Location\0+30.2486")),
    chunk("zTXt", Buffer.concat([Buffer.from("XMP\0\0"), deflateSync(XMP)])),
    plain.subarray(head),
    Buffer.from("+30.2486 behind the end"),
  ]);
  expect(kept(told).equals(plain)).toBe(true);
});

test("a WebP loses its position and says what is left of it", () => {
  const plain = picture("fruit.webp");
  const chunk = (type: string, data: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.write(type, 0, "latin1");
    head.writeUInt32LE(data.length, 4);
    return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
  };
  const extended = chunk("VP8X", Buffer.from([0x0c, 0, 0, 0, 63, 0, 0, 47, 0, 0]));
  const told = Buffer.concat([
    plain.subarray(0, 12),
    extended,
    plain.subarray(12),
    chunk("EXIF", exifWithPosition(true)),
    chunk("XMP ", Buffer.from(XMP)),
  ]);
  told.writeUInt32LE(told.length - 8, 4);
  const clean = kept(told);
  expect(clean.readUInt32LE(4)).toBe(clean.length - 8);
  expect([clean.includes("GPS"), clean.includes("maker:"), clean.includes("XMP "), clean.includes("title\0")]).toEqual([
    false,
    false,
    false,
    true,
  ]);
  expect(clean[20]).toBe(0x08);
});

describe("a film", () => {
  test("loses where it was taken, and every frame stays at its place", () => {
    const told = film({ tail: Buffer.from("maker's own block") });
    const clean = kept(told);
    for (const trace of [POSITION, "location", "GPSLatitude", "maker's"]) expect(clean.includes(trace), trace).toBe(false);
    expect(clean.indexOf(FRAMES)).toBe(told.indexOf(FRAMES));
    expect(said(clean)).toBe("video/mp4");
  });

  test("loses a track of data, and is not taken when that records the way", () => {
    const pictures = track("vide", "avc1");
    expect(kept(film({ tracks: [pictures, track("meta", "mebx faces")] })).includes("mebx")).toBe(false);
    for (const entry of ["gpmd", "camm", "mebx com.apple.quicktime.location.ISO6709"]) {
      expect(said(film({ tracks: [pictures, track("meta", entry)] }))).toBe("holds_position");
    }
  });

  test("in which a box claims more than there is, is damaged", () => {
    const told = film();
    told.writeUInt32BE(0x7fffffff, told.indexOf("mdat") - 4);
    expect(said(told)).toBe("damaged");
  });
});
