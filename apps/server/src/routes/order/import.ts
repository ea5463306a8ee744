import { importMessageOf } from "@amends/contract/import/import-problems";
import { importOrders } from "@amends/contract/routes/order/import";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

/** Broken lines do not fail the request: the answer counts them and names them by number, and the rest is in. */
export const importOrdersRoute = ({ importOrders: importStream }: Pick<ServerDeps, "importOrders">) =>
  mount(importOrders, async ({ principal, body, language }) => {
    const { errors, ...counts } = await importStream(principal.operationId, body);
    return answer(200, {
      ...counts,
      errors: errors.map(error => ({
        lineNumber: error.lineNumber,
        code: error.code,
        record: error.record,
        message: importMessageOf(error, language),
      })),
    });
  });
