import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ReadLine, readLines } from "./read-lines.ts";

const linesOf = async (chunks: readonly Uint8Array[], maxBytes?: number): Promise<readonly ReadLine[]> => {
  const lines: ReadLine[] = [];
  for await (const line of readLines(streamOf(chunks), maxBytes)) lines.push(line);
  return lines;
};

async function* streamOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const shown = (lines: readonly ReadLine[]) => lines.map(line => [line.lineNumber, line.ok ? line.text : line.fault.code]);

describe("lines of a stream", () => {
  test("are the same wherever the network cut it", async () => {
    const text = '\ufeff{"a":"车厘子"}\r\n\n  \n😀\nlast';
    const expected = [
      [1, '{"a":"车厘子"}'],
      [4, "😀"],
      [5, "last"],
    ];
    const whole = bytes(text);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(whole.length), { maxLength: 12 }), async cuts => {
        const places = [0, ...cuts.sort((left, right) => left - right), whole.length];
        const chunks = places.slice(1).map((end, index) => whole.subarray(places[index], end));
        expect(shown(await linesOf(chunks))).toEqual(expected);
      }),
    );
  });

  test("that are too long are named and skipped, and the next one is read", async () => {
    const chunks = ["12345", "67890", "12345\nshort\n", "1234567890\n12345678901\nend"].map(bytes);
    expect(shown(await linesOf(chunks, 10))).toEqual([
      [1, "line_too_long"],
      [2, "short"],
      [3, "1234567890"],
      [4, "line_too_long"],
      [5, "end"],
    ]);
  });

  test("that are not UTF-8 are named and skipped", async () => {
    expect(shown(await linesOf([bytes("a\n"), Uint8Array.of(0xb3, 0xb5, 0x0a), bytes("b\n")]))).toEqual([
      [1, "a"],
      [2, "not_utf8"],
      [3, "b"],
    ]);
  });

  test("may be none", async () => {
    expect(await linesOf([])).toEqual([]);
  });
});
