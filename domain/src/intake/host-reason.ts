import { orderState } from "../order/goods-state.ts";
import type { OrderFacts } from "../order/order-facts.ts";
import { cellOf, type TableRow } from "../policy/table.ts";
import type { FilingRequest } from "./case-facts.ts";
import { REFUND_ONLY_KINDS, type RefundOnlyKind, SERVICE_TYPES, type ServiceType } from "./service-type.ts";
import { ask, type StagePack, tableOf, textOf } from "./stage.ts";

/** A host's own code, named with its platform: `wechat:10000001`. Ours have no colon. */
export type HostCode = `${string}:${string}`;

const HOST_CODE = /^([a-z][a-z0-9_]*):(.+)$/;

/**
 * The request with a host's reason put into ours by the pack's table `host_reasons`. What the table does not know, or knows as too coarse to answer
 * to one of ours, stays as it was written: `admit` then refuses it as a reason the rules do not have, in the words the host used.
 */
export const inOurReasons = (pack: StagePack, order: OrderFacts, request: FilingRequest): FilingRequest => {
  const reason = answerTo(pack, "host_reasons", order, request.reason);
  if (reason === null) return request;
  return { ...request, reason, hostCodes: { type: request.hostCodes?.type ?? null, reason: request.reason } };
};

/** Nothing of ours answers to what was asked for, so nothing can be asked of the rules either. */
export type HostTypeRejected = {
  readonly kind: "rejected";
  readonly code: "host_type_unknown";
  readonly params: { readonly orderId: string; readonly type: string; readonly platform: string; readonly known: string };
};

type OurType = { readonly serviceType: ServiceType; readonly refundOnlyKind: RefundOnlyKind | null };

/** What a host's type of request is in ours, by the pack's table `host_types`; null where the table does not know it. */
export const inOurTypes = (pack: StagePack, order: OrderFacts, code: HostCode): OurType | null => {
  const [type, kind] = (answerTo(pack, "host_types", order, code) ?? "").split(".");
  const serviceType = SERVICE_TYPES.find(known => known === type);
  return serviceType === undefined ? null : { serviceType, refundOnlyKind: REFUND_ONLY_KINDS.find(known => known === kind) ?? null };
};

type HostTable = "host_reasons" | "host_types";

/** A code that nothing of ours answers to, with those of its platform that the pack does know; null for a word that is no host's code. */
export const unknownHostCode = (
  pack: StagePack,
  table: HostTable,
  written: string,
): { readonly platform: string; readonly known: string } | null => {
  const [, platform] = HOST_CODE.exec(written) ?? [];
  if (platform === undefined) return null;
  const codes = codesOf(pack, table, platform);
  return { platform, known: codes.length === 0 ? "—" : codes.join(", ") };
};

const codesOf = (pack: StagePack, table: HostTable, platform: string): readonly string[] => {
  const { inputs, rows } = tableOf(pack, table).table;
  const wordIn = (row: TableRow, field: string): string | undefined => {
    const column = inputs.find(input => input.field === field);
    return column === undefined ? undefined : /^(["'])(.+)\1$/.exec(cellOf(row, column))?.[2];
  };
  const codes = rows.flatMap(row => (wordIn(row, "host.platform") === platform ? (wordIn(row, "host.code") ?? []) : []));
  return [...new Set(codes)];
};

const NO_ANSWER = "unknown";

const answerTo = (pack: StagePack, table: HostTable, order: OrderFacts, written: string): string | null => {
  const [, platform, code] = HOST_CODE.exec(written) ?? [];
  if (platform === undefined || code === undefined) return null;
  const hit = ask(pack, table, { host: { platform, code }, order: { state: orderState(order) } });
  const ours = textOf(hit, table === "host_reasons" ? "reason" : "hostType");
  return ours === NO_ANSWER ? null : ours;
};
