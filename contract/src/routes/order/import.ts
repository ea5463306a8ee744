import { IMPORT_ERROR_CODES } from "@amends/domain/order/import-error";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, streamBody } from "../../route.ts";

const BYTES_MAX = 4 * 1024 ** 3;
const count = z.int().min(0);

export const importOrders = defineRoute({
  method: "POST",
  path: "/v1/orders:import",
  summary: bilingual("导入订单等数据（NDJSON 流）", "Import orders and what they refer to (NDJSON stream)"),
  access: { roles: ["integrator", "admin"] },
  body: streamBody(["application/x-ndjson"], BYTES_MAX),
  answers: {
    200: z.strictObject({
      lines: count,
      accepted: count,
      updated: count,
      unchanged: count,
      older: count,
      refused: count,
      refusedByCode: z.record(z.string(), count),
      errors: z.array(
        z.strictObject({
          lineNumber: count,
          code: z.enum(IMPORT_ERROR_CODES),
          record: z.strictObject({ kind: z.string(), externalId: z.string() }).nullable(),
          /** What happened and what to do, in the language asked for. */
          message: z.string(),
        }),
      ),
      errorsOmitted: count,
    }),
  },
  refusals: [],
});
