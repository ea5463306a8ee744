import { refuse } from "@amends/contract/errors";
import { createOperation } from "@amends/contract/routes/operation/create";
import { weaknessOf } from "@amends/domain/party/sign-in-limits";
import { createAccount } from "@amends/flows/identity/create-account";
import { createApiKey } from "@amends/flows/identity/create-api-key";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { WEAKNESSES } from "../account/create.ts";

export const createOperationRoute = ({ identity, operations }: Pick<ServerDeps, "identity" | "operations">) =>
  mount(createOperation, async ({ body: { admin, ...body }, now, language }) => {
    const weakness = admin === undefined ? undefined : weaknessOf(admin.password, admin.email);
    if (weakness !== undefined) return refuse("weak_password", { reason: WEAKNESSES[language][weakness] });
    if (body.packId !== undefined && !operations.packIds.includes(body.packId)) {
      return refuse("pack_unknown", { packId: body.packId, known: operations.packIds.join(", ") });
    }
    const operationId = await operations.create({ ...body, packId: body.packId ?? null, settings: {} }, now);
    if (operationId === "code_taken") return refuse("operation_code_taken", { code: body.code });
    if (admin !== undefined) await createAccount(identity)(operationId, { ...admin, role: "admin" }, now);
    const key = await createApiKey(identity)(operationId, { name: "first key", access: "full" }, now);
    return answer(201, { operationId, ...key });
  });
