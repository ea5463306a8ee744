import { ROLES } from "@amends/domain/party/party";
import { z } from "zod";
import { id } from "../../wire.ts";

/** Who the server takes the caller for. `id` is the account, the customer or the key. */
export const identity = z
  .strictObject({
    role: z.enum(ROLES),
    operationId: id("operation"),
    id: z.string(),
    sellerId: id("seller").optional(),
  })
  .meta({ id: "Identity" });
