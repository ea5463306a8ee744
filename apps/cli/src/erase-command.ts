import { instant } from "@amends/domain/kernel/time";
import { eraseCustomer } from "@amends/flows/erase-customer";
import { openPeople } from "@amends/postgres/people/open-people";
import { CliError } from "./cli-error.ts";
import { borrowDatabase } from "./database.ts";
import { operationByCode } from "./operation-by-code.ts";
import { DATABASE_OPTIONS, databaseOptions, readOptions } from "./options.ts";
import type { Command } from "./surroundings.ts";

export const eraseCommand: Command = {
  usage: `amends erase --operation CODE --customer EXTERNAL_ID --reason TEXT --yes [--data DIR | --database-url URL]
  destroys the key of everything personal that is kept of this customer. Orders and cases stay and name nobody. It cannot be undone.`,
  run: async (args, { env, out, err }) => {
    const { values } = readOptions(args, {
      ...DATABASE_OPTIONS,
      operation: { type: "string" },
      customer: { type: "string" },
      reason: { type: "string" },
      yes: { type: "boolean" },
    });
    const { operation: code, customer: externalId, reason, yes } = values;
    if (code === undefined || externalId === undefined || reason === undefined) {
      throw new CliError("missing_option", "--operation, --customer and --reason are needed.", eraseCommand.usage);
    }
    if (yes !== true) throw new CliError("missing_option", "Erasing cannot be undone.", "Add --yes if you mean it.");
    const database = await borrowDatabase(databaseOptions(values, env), err);
    try {
      const { operationId } = await operationByCode(database.writerUrl, code);
      const people = openPeople(database.writerUrl);
      try {
        const principal = { role: "system", operationId } as const;
        const customerId = await people.findCustomerId(operationId, externalId);
        if (customerId === null)
          throw new CliError("unknown_customer", `${code} has no customer ${externalId}.`, "Use the id the shop imported them with.");
        const outcome = await eraseCustomer(people, principal, { customerId, reason }, instant(Date.now()));
        out(`${externalId}: ${outcome}`);
        return 0;
      } finally {
        await people.close();
      }
    } finally {
      await database.close();
    }
  },
};
