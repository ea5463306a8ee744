import { refuse } from "@amends/contract/errors";
import { signIn } from "@amends/contract/routes/session/sign-in";
import type { OperationId } from "@amends/domain/kernel/ids";
import { signIn as signInFlow } from "@amends/flows/identity/sign-in";
import type { ServerDeps } from "../../deps.ts";
import { retryAfter } from "../../retry-after.ts";
import { answer, mount } from "../../route.ts";
import { openedBody } from "./opened-body.ts";

/** A code that names no operation takes the same way as one that does: counted, checked, refused alike. */
const NOBODY: OperationId = "operation_000000000000000000000000";

export const signInRoute = ({ identity, operations }: Pick<ServerDeps, "identity" | "operations">) =>
  mount(signIn, async ({ body, address, now }) => {
    const operationId = body.operationId ?? (await operations.findByCode(body.operationCode ?? "")) ?? NOBODY;
    const outcome = await signInFlow(identity)({ operationId, email: body.email, password: body.password, address }, now);
    switch (outcome.kind) {
      case "opened":
        return answer(201, openedBody(outcome, identity.secrets), { session: outcome });
      case "wrong_credentials":
        return refuse("wrong_credentials");
      case "locked_out":
        return refuse("locked_out", retryAfter(outcome.until, now));
    }
  });
