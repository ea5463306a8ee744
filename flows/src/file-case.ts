import { bindRules, type RunningPack } from "@amends/domain/case/bind-rules";
import type { CaseState } from "@amends/domain/case/case-state";
import type { Decided } from "@amends/domain/case/decide";
import { holdingsOf } from "@amends/domain/case/holdings";
import { openCase } from "@amends/domain/case/open-case";
import type { PlanTemplate } from "@amends/domain/case/plan-graph";
import { postingsOf } from "@amends/domain/case/postings";
import type { ReturnPlaces } from "@amends/domain/case/return-destination";
import type { Decision } from "@amends/domain/evaluation/decision";
import { evaluateFiling } from "@amends/domain/evaluation/evaluate";
import type { FileRejected } from "@amends/domain/evidence/evidence-file";
import { admit, type FilingRejected } from "@amends/domain/intake/admit";
import type { CaseFacts, FiledLine, FilingRequest, SellerFacts } from "@amends/domain/intake/case-facts";
import { type HostCode, type HostTypeRejected, inOurReasons, inOurTypes, unknownHostCode } from "@amends/domain/intake/host-reason";
import { type AskedFiling, splitFiling } from "@amends/domain/intake/split-filing";
import { canonicalText } from "@amends/domain/kernel/canonical-json";
import { type OrderId, shardOf } from "@amends/domain/kernel/ids";
import { sumMinor } from "@amends/domain/kernel/money";
import type { ShortNumber } from "@amends/domain/kernel/short-number";
import type { Instant } from "@amends/domain/kernel/time";
import type { PostalContact } from "@amends/domain/party/postal-contact";
import { afterOpening } from "./after-opening.ts";
import { boughtAt } from "./bought-at.ts";
import type { IdempotencyKey, LoadedOrder, PriceNews, UsesChange } from "./case-ports.ts";
import { checkEvidence, lookedAt } from "./check-evidence.ts";
import { answeredBefore, type CommandPorts } from "./command-case.ts";
import { instantLimitMinor } from "./instant-limit.ts";
import type { NewText } from "./personal-data-ports.ts";
import type { RunningOperation } from "./policy-port.ts";
import { actorOf, type Principal, scopeOf } from "./scope.ts";
import { sealEvents } from "./seal-events.ts";
import { newId, sealText } from "./seal-text.ts";

export type FilingPorts = CommandPorts & {
  /** The next case number of an operation; taken from a block, so it costs no round trip. */
  readonly nextShortNo: () => Promise<ShortNumber>;
};

/** What is asked, as the border checked it. Texts arrive as written and leave as references. */
export type FilingAsk = {
  readonly principal: Principal;
  readonly orderId: OrderId;
  readonly request: Omit<AskedFiling, "appliedBy" | "statementTextId" | "amendment" | "serviceType"> & {
    readonly amendment: AskedAmendment | null;
    /** One of ours, or a host's own. */
    readonly serviceType: FilingRequest["serviceType"] | HostCode;
  };
  readonly statement: string | null;
  readonly idempotency: (IdempotencyKey & { readonly requestHash: string }) | null;
  readonly answer: (cases: readonly OpenedCase[]) => { readonly status: number; readonly response: string };
};

/** A new address is personal data: it comes as text and goes into the request as a reference. */
export type AskedAmendment =
  | { readonly kind: "address"; readonly contact: PostalContact }
  | Exclude<FilingRequest["amendment"], null | { readonly kind: "address" }>;

export type OpenedCase = { readonly state: CaseState; readonly template: PlanTemplate; readonly decision: Decision };

export type FilingOutcome =
  | { readonly kind: "filed"; readonly status: number; readonly response: string; readonly cases: readonly OpenedCase[] }
  | { readonly kind: "answered_before"; readonly status: number; readonly response: string }
  | { readonly kind: "not_found" }
  | { readonly kind: "key_reused" }
  | { readonly kind: "too_busy" }
  | { readonly kind: "person_erased" }
  /** The rules say no: the decision tells why, and what would change it. Nothing was opened. */
  | { readonly kind: "not_eligible"; readonly decision: Decision }
  | FileRejected
  | HostTypeRejected
  | FilingRejected;

const TRIES = 3;

/** An application becomes one case for each seller and service it names, all in one transaction, or nothing at all. */
export const fileCase = async (ports: FilingPorts, ask: FilingAsk): Promise<FilingOutcome> => {
  const skuIds = ask.request.lines.flatMap(line => line.replacementSkuId ?? []);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const loaded = await ports.cases.loadOrder(scopeOf(ask.principal), ask.orderId, { idempotency: ask.idempotency, skuIds });
    if (loaded === null) return { kind: "not_found" };
    const before = answeredBefore(loaded.answered, ask.idempotency);
    if (before !== null) return before;
    const place = { orderId: ask.orderId, at: ports.clock.now() };
    const { refused, found } = await checkEvidence(ports.evidence, ask.principal, ask.request.evidence, place);
    if (refused !== null) return refused;
    const evidence = lookedAt(ask.request.evidence, found);
    const outcome = await decideAndCommit(ports, { ...ask, request: { ...ask.request, evidence } }, loaded);
    if (outcome !== "stale") return outcome;
  }
  return { kind: "too_busy" };
};

const decideAndCommit = async (ports: FilingPorts, ask: FilingAsk, loaded: LoadedOrder): Promise<FilingOutcome | "stale"> => {
  const at = ports.clock.now();
  const operation = await ports.policy.operation(ask.principal.operationId, at);
  if (operation === null) throw new Error(`broken invariant: ${ask.principal.operationId} exists, its order was found`);
  const request = typed(ask.request, loaded, operation.running);
  if ("code" in request) return request;
  const written = sealed(ports, { ...ask, request }, loaded, at);
  if (written === null) return { kind: "person_erased" };

  const prices = await pricesAskedFor(ports, ask.principal, request, loaded, at);
  const opened: Opened[] = [];
  let known = loaded;
  for (const part of splitFiling(written.request, loaded.order)) {
    const seller = sellerOf(part, loaded);
    const running = await operation.rulesOf({ sellerId: seller.sellerId, paidAt: boughtAt(loaded.order) }, at);
    const facts = factsFor(part, { ...known, ...prices, seller }, { ...operation, running }, at);
    const rejection = admit(facts, running.pack);
    if (rejection !== null) return rejection;
    const one = await open(ports, facts, running, loaded.places.get(seller.sellerId));
    if ("refused" in one) return { kind: "not_eligible", decision: one.refused };
    opened.push(one);
    known = afterOpening(known, one.state);
  }
  const answer = ask.answer(opened);
  const shard = shardOf(ask.orderId);
  const result = await ports.cases.commitFiling({
    shard,
    operationId: operation.operationId,
    orderId: ask.orderId,
    claimsVersion: loaded.claimsVersion,
    factsVersion: loaded.factsVersion,
    cases: opened.map(({ state, events, effects, decision, facts }, index) => ({
      state,
      effects,
      ...sealEvents(state.caseId, null, events, ports.sha256),
      postings: postingsOf(null, state, events).map((posting, place) => ({ ...posting, postingNo: place + 1 })),
      texts: index === 0 ? written.texts : [],
      decision: { caseId: state.caseId, decision, factsText: canonicalText(facts), factsSchema: facts.schemaVersion },
    })),
    uses: usesOf(opened, loaded),
    answer: ask.idempotency === null ? null : { ...ask.idempotency, ...answer, targetId: ask.orderId },
    at,
  });
  if (result === "stale") return "stale";
  ports.committed(opened.some(({ effects }) => effects.length > 0));
  return { kind: "filed", ...answer, cases: opened };
};

/** What the order's articles cost since it was paid, where that is what the filing is about. */
const pricesAskedFor = async (
  { cases }: FilingPorts,
  principal: Principal,
  { serviceType, lines }: Typed,
  { order }: LoadedOrder,
  at: Instant,
): Promise<Partial<PriceNews>> => {
  const asked = [serviceType, ...lines.map(({ asks }) => asks?.serviceType)];
  if (!asked.includes("price_protection") || order.paidAt === null) return {};
  const skuIds = order.lines.map(line => line.skuId);
  return cases.pricesSince(scopeOf(principal), order, { skuIds, since: order.paidAt, at });
};

const usesOf = (opened: readonly OpenedCase[], { order, uses }: LoadedOrder): UsesChange | null => {
  const holdings = opened.map(({ state }) => holdingsOf(state));
  const instantMinor = sumMinor(holdings.map(holding => holding.instantMinor));
  const amountMinor = sumMinor(holdings.map(holding => holding.heldMinor));
  const methodRef = holdings.find(holding => holding.methodRef !== null)?.methodRef ?? null;
  if (instantMinor === 0n && methodRef === null) return null;
  return {
    customerId: order.customerId,
    version: uses.version,
    instantMinor,
    held: methodRef === null ? null : { methodRef, amountMinor },
  };
};

type Opened = OpenedCase & Pick<Decided, "events" | "effects"> & { readonly facts: CaseFacts };

const open = async (
  ports: FilingPorts,
  facts: CaseFacts,
  running: RunningPack,
  places: ReturnPlaces | undefined,
): Promise<Opened | { readonly refused: Decision }> => {
  const { decision, money } = evaluateFiling(facts, running.pack);
  if (decision.outcome === "refused") return { refused: decision };
  const rules = bindRules(running, decision.remedy.planTemplate, {
    ...facts,
    ...(places === undefined ? {} : { places }),
    calendar: ports.calendars?.(facts.order.operationId, facts.seller.sellerId) ?? null,
  });
  const caseId = newId("case", facts.at, shardOf(facts.order.orderId), ports.chance);
  const promised = money.ask !== null && money.computed?.kind === "refund" ? { ask: money.ask, breakdown: money.computed } : null;
  const { state, events, effects } = openCase({ caseId, shortNo: await ports.nextShortNo(), facts, decision, promised }, rules);
  return { state, events, effects, template: rules.template, decision, facts };
};

const sellerOf = (request: FilingRequest, { order, sellers }: LoadedOrder): SellerFacts => {
  const sellerId = order.lines.find(line => line.lineNo === request.lines[0]?.lineNo)?.sellerId;
  const seller = sellers.find(candidate => candidate.sellerId === sellerId) ?? sellers[0];
  if (seller === undefined) throw new Error(`broken invariant: ${order.orderId} is sold by somebody`);
  return seller;
};

type OfSeller = LoadedOrder & { readonly seller: SellerFacts } & Partial<PriceNews>;

export const factsFor = (
  request: FilingRequest,
  loaded: OfSeller,
  { facts, running }: Pick<RunningOperation, "facts" | "running">,
  at: Instant,
): CaseFacts => {
  const limitMinor = instantLimitMinor(running.pack, loaded.customer.tier);
  const leftMinor = limitMinor - loaded.uses.instantUsedMinor;
  return {
    schemaVersion: 1,
    at,
    operation: facts,
    order: loaded.order,
    customer: { ...loaded.customer, methods: freeBalances(loaded), instantQuotaMinor: leftMinor > 0n ? leftMinor : 0n },
    seller: loaded.seller,
    claims: loaded.claims,
    catalogue: loaded.skus,
    ...(loaded.prices === undefined ? {} : { prices: loaded.prices }),
    ...(loaded.priceDropsBefore === undefined ? {} : { priceDropsBefore: loaded.priceDropsBefore }),
    request: inOurReasons(running.pack, loaded.order, request),
  };
};

/** A balance that open cases of this buyer have set aside is not there to be spent again. */
export const freeBalances = ({ customer, uses }: LoadedOrder): LoadedOrder["customer"]["methods"] =>
  customer.methods.map(method => ({
    ...method,
    balanceMinor: method.balanceMinor === null ? null : method.balanceMinor - BigInt(uses.held[method.methodRef] ?? 0),
  }));

type Typed = FilingAsk["request"] & Pick<FilingRequest, "serviceType">;

/** The request with a host's type of it put into ours; what it said stays with it. */
const typed = (
  { serviceType, ...request }: FilingAsk["request"],
  { order }: LoadedOrder,
  { pack }: RunningPack,
): Typed | HostTypeRejected => {
  if (!isHostCode(serviceType)) return { ...request, serviceType };
  const ours = inOurTypes(pack, order, serviceType);
  if (ours === null) {
    const { platform, known } = unknownHostCode(pack, "host_types", serviceType) ?? { platform: serviceType, known: "—" };
    return { kind: "rejected", code: "host_type_unknown", params: { orderId: order.orderId, type: serviceType, platform, known } };
  }
  return { ...request, ...ours, hostCodes: { type: serviceType, reason: null } };
};

const isHostCode = (type: FilingAsk["request"]["serviceType"]): type is HostCode => type.includes(":");

/** The request with its texts replaced by references, and the rows those name. */
const sealed = (
  { personalData, chance }: FilingPorts,
  { principal, request, statement }: Omit<FilingAsk, "request"> & { readonly request: Typed },
  { order, person }: LoadedOrder,
  at: Instant,
): { readonly request: AskedFiling; readonly texts: readonly NewText[] } | null => {
  const place = { at, shard: shardOf(order.orderId), chance };
  const texts: NewText[] = [];
  const seal = (kind: "message" | "address", plain: string): NewText | null => {
    const text = sealText(personalData, person, { kind, plain, operationId: order.operationId }, place);
    if (text !== null) texts.push(text);
    return text;
  };
  const statementText = statement === null ? null : seal("message", statement);
  const contact = request.amendment?.kind === "address" ? seal("address", canonicalText(request.amendment.contact)) : null;
  if ((statement !== null && statementText === null) || (request.amendment?.kind === "address" && contact === null)) return null;
  const { amendment } = request;
  return {
    texts,
    request: {
      ...request,
      lines: request.lines.length === 0 ? linesConcerned(request, order) : request.lines,
      amendment: amendment?.kind !== "address" ? amendment : contact === null ? null : { kind: "address", recipientTextId: contact.textId },
      statementTextId: statementText?.textId ?? null,
      appliedBy: actorOf(principal),
    },
  };
};

/** A new address or another way to pay concerns the whole order: nobody is asked to name its lines. */
const linesConcerned = ({ amendment }: FilingAsk["request"], order: LoadedOrder["order"]): readonly FiledLine[] =>
  amendment === null || amendment.kind === "items"
    ? []
    : order.lines.map(line => ({
        lineNo: line.lineNo,
        quantity: line.quantity,
        goodsReceived: false,
        condition: "unknown",
        damageBasisPoints: null,
        replacementSkuId: null,
      }));
