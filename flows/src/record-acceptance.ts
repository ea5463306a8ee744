import type { FileRejected } from "@amends/domain/evidence/evidence-file";
import type { OperationKind } from "@amends/domain/intake/case-facts";
import { type OrderId, shardOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import {
  type AcceptanceAsk,
  type AcceptanceEntry,
  type AcceptanceFile,
  type AcceptanceRejection,
  admitAcceptance,
  withAcceptances,
} from "@amends/domain/order/acceptance-record";
import type { AcceptanceStore } from "./acceptance-ports.ts";
import type { LoadedOrder } from "./case-ports.ts";
import { checkEvidence } from "./check-evidence.ts";
import type { FilingPorts } from "./file-case.ts";
import type { ReadPorts } from "./read-ports.ts";
import { actorOf, type Principal, scopeOf } from "./scope.ts";
import { sealText } from "./seal-text.ts";

export type AcceptancePorts = Pick<FilingPorts, "cases" | "policy" | "evidence" | "personalData" | "chance" | "clock"> & {
  readonly acceptances: AcceptanceStore;
};

/** What somebody says of a line they handed over, or were handed. */
export type AcceptanceSaid = Pick<AcceptanceAsk, "lineNo" | "kind" | "goods"> & {
  readonly files: readonly AcceptanceFile[];
  readonly remark: string | null;
};

export type AcceptanceOutcome =
  | { readonly kind: "kept"; readonly entry: AcceptanceEntry }
  | { readonly kind: "not_found" | "person_erased" | "too_busy" }
  | { readonly kind: "refused"; readonly code: AcceptanceRejection }
  | FileRejected;

const TRIES = 3;

/** One saying about a hand-over, kept for good; from the same moment the order's facts hold what the buyer accepted. */
export const recordAcceptance = async (
  ports: AcceptancePorts,
  principal: Principal,
  orderId: OrderId,
  said: AcceptanceSaid,
): Promise<AcceptanceOutcome> => {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const loaded = await ports.cases.loadOrder(scopeOf(principal), orderId, { idempotency: null, skuIds: [] });
    if (loaded === null || !isTheirs(principal, loaded, said.lineNo)) return { kind: "not_found" };
    const at = ports.clock.now();
    const { refused } = await checkEvidence(ports.evidence, principal, said.files, { orderId, at });
    if (refused !== null) return refused;
    const outcome = await keep(ports, principal, loaded, said, at);
    if (outcome !== "stale") return outcome;
  }
  return { kind: "too_busy" };
};

/** A seller speaks of their own goods; of another's line they do not even learn that it is there. */
const isTheirs = (principal: Principal, { order }: LoadedOrder, lineNo: number): boolean =>
  principal.role !== "seller" || order.lines.some(line => line.lineNo === lineNo && line.sellerId === principal.sellerId);

const keep = async (
  ports: AcceptancePorts,
  principal: Principal,
  loaded: LoadedOrder,
  said: AcceptanceSaid,
  at: Instant,
): Promise<AcceptanceOutcome | "stale"> => {
  const { order, person, factsVersion } = loaded;
  const operation = await ports.policy.operation(principal.operationId, at);
  const known = await ports.acceptances.list(scopeOf(principal), order.orderId);
  if (operation === null || known === null) return { kind: "not_found" };
  const remark = said.remark === null ? null : sealedRemark(ports, loaded, said.remark, at);
  if (person.secret === null) return { kind: "person_erased" };
  const { lineNo, kind, goods, files } = said;
  const betweenPeople = isBetweenPeople(operation.facts.kind, order, loaded, lineNo);
  const entry = admitAcceptance(
    { order, betweenPeople, entries: known.entries },
    { lineNo, kind, goods, files, at, by: actorOf(principal), remarkTextId: remark?.textId ?? null },
  );
  if (typeof entry === "string") return { kind: "refused", code: entry };
  const write = { entry, remark, order: withAcceptances(order, [...known.entries, entry]), factsVersion };
  return (await ports.acceptances.append(write)) === "stale" ? "stale" : { kind: "kept", entry };
};

const sealedRemark = ({ personalData, chance }: AcceptancePorts, { order, person }: LoadedOrder, plain: string, at: Instant) =>
  sealText(personalData, person, { kind: "message", plain, operationId: order.operationId }, { at, shard: shardOf(order.orderId), chance });

/** Who in fact trades is a trader towards the buyer, whatever platform it is (SPC8 a7). */
const isBetweenPeople = (kind: OperationKind, { lines }: LoadedOrder["order"], { sellers }: LoadedOrder, lineNo: number): boolean => {
  const line = lines.find(candidate => candidate.lineNo === lineNo);
  return kind === "c2c" && sellers.every(({ sellerId, isTrader }) => sellerId !== line?.sellerId || !isTrader);
};

export type ShownAcceptance = AcceptanceEntry & { readonly remark: string | null };
export type ShownAcceptances = {
  /** Lines this reader may still record a hand-over of. */
  readonly recordable: readonly number[];
  readonly entries: readonly ShownAcceptance[];
};

/** Both sides see the same. */
export const showAcceptances = async (
  ports: Pick<AcceptancePorts, "acceptances" | "policy" | "clock"> & { readonly reads: Pick<ReadPorts, "personalData"> },
  principal: Principal,
  orderId: OrderId,
): Promise<ShownAcceptances | null> => {
  const found = await ports.acceptances.list(scopeOf(principal), orderId);
  const operation = await ports.policy.operation(principal.operationId, ports.clock.now());
  if (found === null || operation === null) return null;
  const own = found.order.lines.filter(line => principal.role !== "seller" || line.sellerId === principal.sellerId);
  const isOwn = ({ lineNo }: { readonly lineNo: number }): boolean => own.some(line => line.lineNo === lineNo);
  const open = operation.facts.kind === "c2c" && (principal.role === "buyer" || principal.role === "seller") && found.order.paidAt !== null;
  const recordable = open
    ? own.filter(
        line =>
          line.acceptance === undefined &&
          !found.traders.includes(line.sellerId) &&
          !found.entries.some(({ lineNo }) => lineNo === line.lineNo),
      )
    : [];
  const entries = found.entries.filter(isOwn);
  const plain = remarksOf(ports.reads.personalData, principal, { ...found, entries });
  return {
    recordable: recordable.map(({ lineNo }) => lineNo),
    entries: entries.map(entry => ({ ...entry, remark: entry.remarkTextId === null ? null : (plain.get(entry.remarkTextId) ?? null) })),
  };
};

const remarksOf = (
  { cipher, viewed }: ReadPorts["personalData"],
  principal: Principal,
  { personId, remarks, entries }: NonNullable<Awaited<ReturnType<AcceptanceStore["list"]>>>,
): ReadonlyMap<string, string> => {
  if (remarks === null) return new Map();
  const named = new Set(entries.map(({ remarkTextId }) => remarkTextId));
  const texts = remarks.texts.filter(({ textId }) => named.has(textId));
  if (principal.role !== "buyer" && texts.length > 0)
    viewed({ operationId: principal.operationId, personId, textIds: texts.map(({ textId }) => textId), by: actorOf(principal) });
  const key = cipher.open(personId, remarks.secret);
  return new Map(texts.map(({ textId, kind, sealed }) => [textId, key.unseal(textId, kind, sealed)]));
};
