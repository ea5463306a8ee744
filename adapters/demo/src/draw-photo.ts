import { crc32, deflateSync } from "node:zlib";
import type { Chance } from "./chance.ts";

type Colour = readonly [red: number, green: number, blue: number];
/** What stands at a place of the picture; null where this thing is not. */
type Shape = (x: number, y: number) => Colour | null;

const WIDTH = 320;
const HEIGHT = 240;
const TABLE: Colour = [222, 208, 186];
const ROT: Colour = [74, 52, 38];

const disc =
  (centreX: number, centreY: number, radius: number, colour: Colour): Shape =>
  (x, y) =>
    (x - centreX) ** 2 + (y - centreY) ** 2 <= radius ** 2 ? shaded(colour, (y - centreY) / (radius * 5)) : null;

const plate =
  (left: number, top: number, right: number, bottom: number, colour: Colour): Shape =>
  (x, y) =>
    x >= left && x < right && y >= top && y < bottom ? shaded(colour, (x - left) / (right - left) / 6) : null;

const shaded = ([red, green, blue]: Colour, by: number): Colour => {
  const part = (value: number) => Math.max(0, Math.min(255, Math.round(value * (1 - by))));
  return [part(red), part(green), part(blue)];
};

/** Fruit on a table, with the dark spots it is complained about. */
const fruit = (chance: Chance): readonly Shape[] =>
  Array.from({ length: 5 }, (_, index) => {
    const [x, y] = [50 + index * 55, 110 + chance.between(0, 60)];
    const spots = Array.from({ length: chance.between(1, 3) }, () =>
      disc(x + chance.between(0, 30) - 15, y + chance.between(0, 30) - 15, chance.between(4, 11), ROT),
    );
    return [
      ...spots,
      disc(
        x,
        y,
        36,
        chance.oneOf<Colour>([
          [196, 62, 54],
          [214, 120, 44],
          [186, 48, 66],
        ]),
      ),
    ];
  }).flat();

/** A parcel with a corner that is torn open. */
const tornBox = (chance: Chance): readonly Shape[] => {
  const edge = chance.between(20, 50);
  const tear: Shape = (x, y) => (x > 230 - edge && y < 70 + edge && x - 230 + edge > y - 62 + (x % 7) ? [58, 44, 34] : null);
  return [tear, plate(150, 60, 170, 200, [206, 178, 120]), plate(80, 60, 250, 200, [176, 132, 84])];
};

/** An article on a table with a line across it. */
const scratched = (chance: Chance): readonly Shape[] => {
  const start = chance.between(70, 110);
  const scratch: Shape = (x, y) => (x > 110 && x < 215 && Math.abs(y - start - (x - 110) / 3) < 2 ? [245, 245, 240] : null);
  return [
    scratch,
    plate(
      95,
      50,
      225,
      195,
      chance.oneOf<Colour>([
        [52, 64, 86],
        [38, 92, 86],
        [120, 122, 128],
      ]),
    ),
  ];
};

const SUBJECTS = { fruit, torn_box: tornBox, scratched } as const;
export type PhotoSubject = keyof typeof SUBJECTS;

/** A small picture of what is wrong, as a PNG of 320 × 240, drawn by the same chance as everything else of the demo. */
export const drawPhoto = (subject: PhotoSubject, chance: Chance): Uint8Array => {
  const shapes = SUBJECTS[subject](chance);
  const rows = new Uint8Array(HEIGHT * (1 + WIDTH * 3));
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      rows.set(colourAt(shapes, x, y), y * (1 + WIDTH * 3) + 1 + x * 3);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  // Eight bits, true colour; the other three bytes are the only ones there are.
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([SIGNATURE, chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
};

const colourAt = (shapes: readonly Shape[], x: number, y: number): Colour => {
  for (const shape of shapes) {
    const colour = shape(x, y);
    if (colour !== null) return colour;
  }
  return shaded(TABLE, (((x * 7 + y * 13) % 5) - 2) / 60);
};

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Length, name, content, checksum (PNG, third edition, §5.3). */
const chunk = (name: string, content: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
};
