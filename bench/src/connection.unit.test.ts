import { expect, test } from "vitest";
import { replyIn } from "./connection.ts";

const reply = Buffer.from(
  'HTTP/1.1 201 Created\r\ncontent-type: application/json\r\nContent-Length: 9\r\n\r\n{"a":"售"}'.replace("9", "11"),
);

test("an answer is read when its last byte has come and not before", () => {
  for (let length = 0; length < reply.length; length += 1) expect(replyIn(reply.subarray(0, length))).toBeNull();
  expect(replyIn(reply)).toEqual({ status: 201, body: '{"a":"售"}' });
});
