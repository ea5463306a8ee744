import type { OperationId } from "@amends/domain/kernel/ids";
import type { TenderKind } from "@amends/domain/order/order-facts";
import type { NoticeReader } from "@amends/flows/gateway-notice-ports";
import type { ForOrder, PaymentGateway } from "@amends/flows/gateway-ports";
import { notSupported } from "../transaction.ts";
import type { WechatGateway } from "../wechat-pay/wechat-gateway.ts";

/** Which tenders go to which gateway. Every condition that is given must hold; the first route that fits is taken. */
export type PaymentRoute = {
  readonly gateway: string;
  /** Codes of operations; null: all of them. */
  readonly operations: readonly string[] | null;
  readonly tenderKinds: readonly TenderKind[] | null;
  /** What the method's reference begins with; it is cut off before the gateway sees the reference. */
  readonly methodRefPrefix: string;
};

export type OpenedGateway = {
  readonly gateway: PaymentGateway;
  readonly reader: NoticeReader;
  /** The merchant's number at the gateway, which stands in its statements; null where the settings do not say it. */
  readonly account: string | null;
  /** What a person may ask for beyond refunds; null where there is nothing of the kind. */
  readonly byHand: Pick<WechatGateway, "applyAbnormalRefund" | "returnAdvance"> | null;
};

export type ConfiguredPayments = {
  readonly gateways: ReadonlyMap<string, OpenedGateway>;
  readonly routes: readonly PaymentRoute[];
  /** What becomes of a tender without a route: it is left to a person, or the sandbox bank pretends to move it. */
  readonly otherwise: "by_hand" | "sandbox";
};

type Routed = { readonly tenderKind: TenderKind; readonly methodRef: string } & ForOrder;

/**
 * One payment gateway out of many. The choice rests on the request alone, which never changes under a key, so an attempt asks where the last one asked,
 * unless the settings were changed between them.
 */
export const routePayments = (
  { gateways, routes, otherwise }: ConfiguredPayments,
  sandbox: PaymentGateway,
  codeOf: (operationId: OperationId) => Promise<string | null>,
): PaymentGateway => {
  const rest = otherwise === "sandbox" ? sandbox : BY_HAND;
  const chosen = async <R extends Routed>(request: R): Promise<{ gateway: PaymentGateway; request: R }> => {
    const code = request.operationId === undefined ? null : await codeOf(request.operationId);
    const chosenOne = chooseGateway({ gateways, routes }, request, code);
    return chosenOne === null ? { gateway: rest, request } : { gateway: chosenOne.opened.gateway, request: chosenOne.request };
  };
  return {
    refund: async asked => {
      const { gateway, request } = await chosen(asked);
      return gateway.refund(request);
    },
    collect: async asked => {
      const { gateway, request } = await chosen(asked);
      return gateway.collect(request);
    },
    pay: async asked => {
      const { gateway, request } = await chosen(asked);
      return gateway.pay(request);
    },
    find: async (key, asked) => {
      const { gateway, request } = await chosen(asked);
      return gateway.find(key, request);
    },
    askBuyer: async (asked, place) => {
      const { gateway, request } = await chosen(asked);
      return gateway.askBuyer(request, place);
    },
  };
};

/** The gateway a request is routed to, and the request as that gateway knows it; null where no route fits. */
export const chooseGateway = <R extends Routed>(
  { gateways, routes }: Pick<ConfiguredPayments, "gateways" | "routes">,
  request: R,
  operationCode: string | null,
): { readonly opened: OpenedGateway; readonly request: R } | null => {
  const route = routes.find(candidate => fits(candidate, request, operationCode));
  const opened = route === undefined ? undefined : gateways.get(route.gateway);
  if (route === undefined || opened === undefined) return null;
  return { opened, request: { ...request, methodRef: request.methodRef.slice(route.methodRefPrefix.length) } };
};

/** The name of the gateway a request is routed to; null where no route fits. */
export const routedTo = (
  { routes }: Pick<ConfiguredPayments, "routes">,
  request: Pick<Routed, "tenderKind" | "methodRef">,
  operationCode: string | null,
): string | null => routes.find(candidate => fits(candidate, request, operationCode))?.gateway ?? null;

const fits = (
  { operations, tenderKinds, methodRefPrefix }: PaymentRoute,
  { tenderKind, methodRef }: Pick<Routed, "tenderKind" | "methodRef">,
  code: string | null,
): boolean =>
  methodRef.startsWith(methodRefPrefix) &&
  (tenderKinds === null || tenderKinds.includes(tenderKind)) &&
  (operations === null || (code !== null && operations.includes(code)));

const refuseAll = async () => notSupported("no payment gateway is set up for this method");
const BY_HAND: PaymentGateway = {
  refund: refuseAll,
  collect: refuseAll,
  pay: refuseAll,
  find: async () => null,
  askBuyer: async () => null,
};
