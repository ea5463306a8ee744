import { writeFile } from "node:fs/promises";
import { errorReference } from "@amends/contract/error-reference";
import { STATUS } from "../src/problems.ts";

await writeFile(
  new URL("../../../docs/reference/errors.md", import.meta.url),
  errorReference(code => STATUS[code]),
);
