import { isAlone } from "./clean-jpeg.ts";

/**
 * How many pixels a picture asks a reader to make room for, as its own headers say it; 0 where none says so. The bytes hold together already. Where a file
 * says it more than once, the most counts: some reader believes that one.
 */
export const countPixels = (contentType: "image/jpeg" | "image/png" | "image/webp", bytes: Uint8Array): number => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  switch (contentType) {
    case "image/png":
      return view.getUint32(16) * view.getUint32(20);
    case "image/jpeg":
      return jpegPixels(view);
    case "image/webp":
      return webpPixels(view);
  }
};

const SCAN = 0xda;
const FILL = 0xff;
/** Start of frame, whatever its coding (ITU-T T.81, table B.1); three numbers among them mean something else. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Every frame stands before the first scan. */
const jpegPixels = (view: DataView): number => {
  let most = 0;
  for (let at = 2; at + 9 <= view.byteLength; ) {
    const marker = view.getUint8(at + 1);
    if (marker === SCAN) break;
    if (marker === FILL || isAlone(marker)) {
      at += marker === FILL ? 1 : 2;
      continue;
    }
    if (isFrame(marker)) most = Math.max(most, view.getUint16(at + 5) * view.getUint16(at + 7));
    at += 2 + view.getUint16(at + 2);
  }
  return most;
};

/** RFC 9649: the canvas, and each way of coding a picture, say their size at a place of their own. */
const webpPixels = (view: DataView): number => {
  let most = 0;
  for (let at = 12; at + 8 <= view.byteLength; ) {
    const size = view.getUint32(at + 4, true);
    const [type, data] = [view.getUint32(at), at + 8];
    if (type === VP8X && size >= 10) most = Math.max(most, (u24(view, data + 4) + 1) * (u24(view, data + 7) + 1));
    if (type === ANMF && size >= 16) most = Math.max(most, (u24(view, data + 6) + 1) * (u24(view, data + 9) + 1));
    if (type === VP8 && size >= 10) most = Math.max(most, u14(view, data + 6) * u14(view, data + 8));
    if (type === VP8L && size >= 5)
      most = Math.max(most, (u14(view, data + 1) + 1) * (((view.getUint32(data + 1, true) >>> 14) & 0x3fff) + 1));
    at = data + size + (size % 2);
  }
  return most;
};

const nameOf = (text: string): number => [...text].reduce((name, char) => name * 256 + char.charCodeAt(0), 0);
const VP8X = nameOf("VP8X");
const ANMF = nameOf("ANMF");
const VP8 = nameOf("VP8 ");
const VP8L = nameOf("VP8L");

const u14 = (view: DataView, at: number): number => view.getUint16(at, true) & 0x3fff;
const u24 = (view: DataView, at: number): number => view.getUint16(at, true) + view.getUint8(at + 2) * 65_536;
