import type { Operation } from "@amends/domain/intake/operation";
import { openOperations } from "@amends/postgres/operations/open-operations";
import { CliError } from "./cli-error.ts";

export const operationByCode = async (writerUrl: string, code: string): Promise<Operation> => {
  const operations = openOperations(writerUrl);
  try {
    const found = await operations.findByCode(code);
    if (found === null)
      throw new CliError(
        "unknown_operation",
        `No operation has the code ${code}.`,
        "The demo's codes are xianzhi, linli, wanjia and qinghe.",
      );
    return found;
  } finally {
    await operations.close();
  }
};
