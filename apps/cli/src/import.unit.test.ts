import { expect, test } from "vitest";
import { explain } from "./explain.ts";
import { importCommand } from "./import.ts";

test("a file that is not there is named in both languages, before a database is started for it", async () => {
  const surroundings = { env: {}, out: () => undefined, err: () => expect.fail("something was begun"), rewrite: null };
  const fault = await importCommand.run(["/nowhere/orders.ndjson", "--operation", "wanjia"], surroundings).catch((error: unknown) => error);
  expect(explain(fault, "embedded")).toEqual({
    exitCode: 2,
    text: expect.stringMatching(/^file_not_readable: \p{Script=Han}.*\n\/nowhere\/orders\.ndjson cannot be read\.\nCheck the path/u),
  });
});
