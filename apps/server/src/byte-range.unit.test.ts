import { expect, test } from "vitest";
import { byteRangeOf } from "./byte-range.ts";

test.each([
  ["bytes=0-9", { from: 0, to: 10 }],
  ["bytes=90-", { from: 90, to: 100 }],
  ["bytes=90-200", { from: 90, to: 100 }],
  ["bytes=-10", { from: 90, to: 100 }],
  ["bytes=-500", { from: 0, to: 100 }],
  ["bytes=99-99", { from: 99, to: 100 }],
  ["bytes=100-", "not_satisfiable"],
  ["bytes=-0", "not_satisfiable"],
  ["bytes=9-3", "whole"],
  ["bytes=-", "whole"],
  ["bytes=0-1,5-6", "whole"],
  ["lines=0-1", "whole"],
  [undefined, "whole"],
] as const)("of 100 bytes, %s is %j", (header, expected) => {
  expect(byteRangeOf(header, 100)).toEqual(expected);
});
