import { Readable } from "node:stream";
import { refuse } from "@amends/contract/errors";
import { receiveGatewayNotice } from "@amends/contract/routes/gateway-notice/receive";
import type { NoticeAlarm } from "@amends/flows/gateway-notice-ports";
import { receiveGatewayNotice as receive } from "@amends/flows/receive-gateway-notice";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const receiveGatewayNoticeRoute = ({ gatewayNotices }: Pick<ServerDeps, "gatewayNotices">) =>
  mount(receiveGatewayNotice, async ({ params: { gateway }, headers, body, now }) => {
    const outcome = await receive(gatewayNotices, gateway, { headers, body: await wholeOf(body) }, now);
    switch (outcome.kind) {
      case "accepted":
      case "known":
      case "not_ours":
        return answer(200, Readable.from([outcome.receipt.text]), { headers: { "content-type": outcome.receipt.contentType } });
      case "no_such_gateway":
        return refuse("not_found", { id: gateway });
      case "probe":
        return refuse("gateway_notice_forged", { gateway, reason: "probe" });
      case "alarmed":
        return refusalOf(gateway, outcome.alarm, outcome.subject);
    }
  });

const refusalOf = (gateway: string, alarm: NoticeAlarm, key: string) => {
  switch (alarm) {
    case "bad_signature":
    case "stale":
    case "unreadable":
      return refuse("gateway_notice_forged", { gateway, reason: alarm });
    case "replayed":
      return refuse("gateway_notice_replayed", { gateway });
    case "unknown_key":
    case "wrong_amount":
    case "wrong_currency":
    case "contradicts":
      return refuse("gateway_notice_unmatched", { gateway, key, reason: alarm });
  }
};

const wholeOf = async (body: Readable): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  return Buffer.concat(chunks);
};
