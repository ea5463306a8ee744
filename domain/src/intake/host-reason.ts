import { orderState } from "../order/goods-state.ts";
import type { OrderFacts } from "../order/order-facts.ts";
import type { FilingRequest } from "./case-facts.ts";
import { ask, type StagePack, textOf } from "./stage.ts";

/** A host's own code, named with its platform: `wechat:10000001`. Ours have no colon. */
const HOST_CODE = /^([a-z][a-z0-9_]*):(.+)$/;

/**
 * The request with a host's reason put into ours by the pack's table `host_reasons`. What the table does not know, or knows as too coarse to answer
 * to one of ours, stays as it was written: `admit` then refuses it as a reason the rules do not have, in the words the host used.
 */
export const inOurReasons = (pack: StagePack, order: OrderFacts, request: FilingRequest): FilingRequest => {
  const [, platform, code] = HOST_CODE.exec(request.reason) ?? [];
  if (platform === undefined || code === undefined) return request;
  const reason = textOf(ask(pack, "host_reasons", { host: { platform, code }, order: { state: orderState(order) } }), "reason");
  return reason === NO_ANSWER ? request : { ...request, reason };
};

const NO_ANSWER = "unknown";
