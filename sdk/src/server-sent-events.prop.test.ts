import fc from "fast-check";
import { expect, it } from "vitest";
import { readServerSentEvents, type ServerSentEvent } from "./server-sent-events.ts";

const streamOf = (bytes: Uint8Array, cuts: readonly number[]): ReadableStream<Uint8Array> => {
  const places = [...new Set(cuts.map(cut => cut % (bytes.length + 1)))].sort((left, right) => left - right);
  return new ReadableStream({
    start: controller => {
      let from = 0;
      for (const place of [...places, bytes.length]) {
        controller.enqueue(bytes.slice(from, place));
        from = place;
      }
      controller.close();
    },
  });
};

const read = async (text: string, cuts: readonly number[] = []): Promise<readonly ServerSentEvent[]> => {
  const events: ServerSentEvent[] = [];
  for await (const event of readServerSentEvents(streamOf(new TextEncoder().encode(text), cuts))) events.push(event);
  return events;
};

it("events come out the same however the bytes are cut and whatever ends a line", async () => {
  const data = fc.stringMatching(/^[^\r\n\0]{0,12}$/);
  const event = fc.record({
    id: fc.stringMatching(/^[a-z0-9]{1,6}$/),
    type: fc.constantFrom("step_ended", "note_added"),
    lines: fc.array(data, { minLength: 1, maxLength: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { maxLength: 5 }),
      fc.constantFrom("\n", "\r\n", "\r"),
      fc.array(fc.nat()),
      async (events, end, cuts) => {
        const text = events
          .map(({ id, type, lines }) => [`id: ${id}`, `event: ${type}`, ...lines.map(line => `data: ${line}`), "", ""].join(end))
          .join("");
        // A lone CR at the very end could still be half of a CRLF, so the last event of such a stream is not known to be complete.
        const expected = events.map(({ id, type, lines }) => ({ id, type, data: lines.join("\n") }));
        const heard = await read(end === "\r" ? `${text}:\n` : text, cuts);
        expect(heard).toEqual(expected);
      },
    ),
  );
});

it("a comment keeps the line warm and is no event", async () => {
  expect(await read(": ping\n\ndata: 1\n\n")).toEqual([{ id: "", type: "message", data: "1" }]);
});

it("an id stays until another comes", async () => {
  expect((await read("id: 4\ndata: a\n\ndata: b\n\n")).map(({ id }) => id)).toEqual(["4", "4"]);
});
