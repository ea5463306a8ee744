import { expect, test } from "vitest";
import { judgeCommandLine } from "./process-identity.ts";

const serverOn = (folder: string) =>
  `/srv/mei/amends/node_modules/native/bin/postgres -D ${folder} -p 54321 -c listen_addresses=127.0.0.1\n`;

test("where a system shows no more of a process than its command line, our server is told by the folder it was started on", () => {
  const folder = "/srv/my data/postgres/data";
  const names = ["/link/my data/postgres/data", folder];
  expect(judgeCommandLine(serverOn(folder), names)).toBe("postmaster");
  expect(judgeCommandLine(serverOn(`${folder}2`), names)).toBe("other");
  expect(judgeCommandLine("postgres: checkpointer\n", names)).toBe("other");
  expect(judgeCommandLine(`vim ${folder}\n`, names)).toBe("other");
});

test("a folder that the system writes in its own way is not taken for another's", () => {
  const folder = "/srv/mei/数据/postgres/data";
  expect(judgeCommandLine(serverOn(folder), [folder])).toBe("postmaster");
  expect(judgeCommandLine(serverOn("/srv/mei/\\M-f\\M^U\\M-0/postgres/data"), [folder])).toBe("unknown");
});
