import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openJournal } from "./journal.ts";

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "journal-"));
  file = join(folder, "deep", "books.jsonl");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("what was appended is read again, in order, money as bigint", async () => {
  const journal = await openJournal(file);
  await Promise.all([1, 2, 3].map(no => journal.append({ no, amountMinor: BigInt(no) * 100n })));
  await journal.close();
  const again = await openJournal(file);
  expect(again.entries).toEqual([1, 2, 3].map(no => ({ no, amountMinor: BigInt(no) * 100n })));
  expect(again.tornBytes).toBe(0);
  await again.close();
});

test("a line that a crash tore is cut off and reported, and the journal goes on behind it", async () => {
  const journal = await openJournal(file);
  await journal.append({ no: 1 });
  await journal.close();
  await appendFile(file, '{"no":2,"half":');
  const recovered = await openJournal(file);
  expect(recovered.tornBytes).toBe(15);
  expect(recovered.entries).toEqual([{ no: 1 }]);
  await recovered.append({ no: 3 });
  await recovered.close();
  expect(await readFile(file, "utf8")).toBe('{"no":1}\n{"no":3}\n');
});

test("a damaged line in the middle stops the start and is named", async () => {
  const journal = await openJournal(file);
  await journal.append({ no: 1 });
  await journal.close();
  await appendFile(file, "no json\n");
  await expect(openJournal(file)).rejects.toThrow(/damaged at line 2/);
});

test("after a failed write nothing is promised any more", async () => {
  const journal = await openJournal(file);
  await journal.close();
  await expect(journal.append({ no: 1 })).rejects.toThrow();
  await expect(journal.synced()).rejects.toThrow();
  await expect(journal.append({ no: 2 })).rejects.toThrow();
});
