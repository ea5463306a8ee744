import { expect, test } from "vitest";
import { recognised } from "./recognition.ts";

const NOBODY_SAYS = { tables: new Map() };

test("where the rules say nothing of thanks, nobody is named", () => {
  const kept = [{ accountId: "account_a", kind: "complaint", met: 50, missed: 0 }] as const;
  expect(recognised(NOBODY_SAYS, { kind: "brand" }, kept)).toEqual({ people: [], rows: [] });
});
