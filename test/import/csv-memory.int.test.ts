import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

/** As many as a year of UCI Online Retail. Held in memory they would take a multiple of the heap the reader is given. */
const ROWS = 540_000;
const HEAP_MB = 48;

test("half a million rows are read in a heap that could not hold them", async () => {
  const script = fileURLToPath(new URL("read-many-rows-process.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [`--max-old-space-size=${HEAP_MB}`, script, String(ROWS)]);
  // Each nine rows in turn have one to nine pieces.
  expect(JSON.parse(stdout)).toEqual({ orders: ROWS / 20, pieces: (ROWS / 9) * 45, refused: 0 });
}, 600_000);
