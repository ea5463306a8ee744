import type { Readable } from "node:stream";
import type { Operation } from "@amends/domain/intake/operation";
import type { ExtensionId, OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { AcceptanceStore } from "@amends/flows/acceptance-ports";
import type { CalendarOf, CalendarStore } from "@amends/flows/calendar-ports";
import type { CommandBatchPorts } from "@amends/flows/command-batch";
import type { EvidencePorts } from "@amends/flows/evidence-ports";
import type { ExtensionStore } from "@amends/flows/extension-ports";
import type { FeedReader } from "@amends/flows/feed-ports";
import type { FilingPorts } from "@amends/flows/file-case";
import type { PaymentGateway } from "@amends/flows/gateway-ports";
import type { IdentityPorts } from "@amends/flows/identity/ports";
import type { ImportResult } from "@amends/flows/import-ports";
import type { OpenBatchPorts } from "@amends/flows/open-batch";
import type { ReadPorts } from "@amends/flows/read-ports";
import type { GatewayNoticePorts } from "@amends/flows/receive-gateway-notice";
import type { ReceiverReader } from "@amends/flows/receiver-reader";
import type { SellerReader } from "@amends/flows/seller-reader";
import type { ShopRulesPorts } from "@amends/flows/shop-rules";
import type { RulePorts } from "@amends/flows/show-rules";
import type { StrayParcelStore } from "@amends/flows/stray-parcels";
import type { RulesTrial } from "@amends/flows/try-shop-rules";
import type { WorkPorts } from "@amends/flows/work/change-work";
import type { RosterStore, TeamStore } from "@amends/flows/work/team-ports";
import type { AgentStore } from "@amends/flows/work/work-ports";
import type { FeedStreams } from "./feed-stream.ts";
import type { FinancePorts } from "./finance.ts";
import type { HealthCheck } from "./health.ts";
import type { KnownCredentials } from "./known-credentials.ts";
import type { Metrics } from "./metrics.ts";
import type { Notices } from "./notices.ts";
import type { Reconciliation } from "./reconciliation.ts";
import type { SandboxClock } from "./sandbox-clock.ts";
import type { OutboxMessage } from "./sandbox-outbox.ts";
import type { Webhooks } from "./webhooks.ts";

/** Everything the server is given; it makes none of it. A handler names the part it needs: `(deps: Pick<ServerDeps, "identity">) => …`. */
export type ServerDeps = {
  readonly clock: () => Instant;
  /** What credentials live by: it cannot be moved, so nobody is signed out because a sandbox skipped a week. */
  readonly wallClock: () => Instant;
  /** Working hours, and reading them anew where they were changed. */
  readonly calendars: { readonly store: CalendarStore; readonly of: CalendarOf; readonly reread: () => Promise<void> };
  /** Announced extensions of running times, and waking who tells the cases of them. */
  readonly extensions: { readonly store: ExtensionStore; readonly newId: () => ExtensionId; readonly wake: () => void };
  /** Moving the clock; null where time passes by itself alone. */
  readonly sandboxClock: SandboxClock | null;
  readonly identity: IdentityPorts;
  /** What filing and commanding cases need. */
  readonly filing: FilingPorts;
  readonly batches: { readonly opening: OpenBatchPorts; readonly commands: CommandBatchPorts };
  /** What was said at hand-overs between private people. */
  readonly acceptances: AcceptanceStore;
  readonly strayParcels: StrayParcelStore;
  /** The queue of what people are asked to do, and the people. */
  readonly work: WorkPorts & { readonly agents: AgentStore; readonly team: TeamStore; readonly roster: RosterStore };
  /** The books, and what was advanced. */
  readonly finance: FinancePorts;
  /** Gateways' statements against the books, and the days that are signed. */
  readonly reconciliation: Reconciliation;
  readonly shopRules: ShopRulesPorts & { readonly trial: RulesTrial };
  /** The rules themselves, to be read. */
  readonly rules: RulePorts;
  readonly sellers: SellerReader;
  readonly receivers: ReceiverReader;
  /** What uploading and showing evidence needs. */
  readonly evidence: EvidencePorts;
  /** What lists, details and search are drawn from. */
  readonly reads: ReadPorts;
  readonly operations: OperationsPort;
  /** Off the request thread; answers when the stream has ended. */
  readonly importOrders: (operationId: OperationId, stream: Readable) => Promise<ImportResult>;
  /** What open event streams are fed from. */
  readonly feed: { readonly streams: FeedStreams; readonly reader: FeedReader };
  /** Who reads the call-backs of which payment gateway, and where they are kept. */
  readonly gatewayNotices: GatewayNoticePorts;
  /** Gateways that move money only when the buyer agrees: what they have to do for it. */
  readonly payment: Pick<PaymentGateway, "askBuyer">;
  /** What the sandbox was asked to send; null where messages go to people. */
  readonly outbox: (() => readonly OutboxMessage[]) | null;
  readonly notices: Omit<Notices, "stop">;
  readonly webhooks: Pick<Webhooks, "ports" | "wake">;
  readonly healthChecks: readonly HealthCheck[];
  readonly metrics: Metrics;
};

/** What handlers may ask for: what was given, and what the shell keeps in mind and a revocation must reach. */
export type RouteDeps = ServerDeps & { readonly known: KnownCredentials };

export type OperationsPort = {
  readonly create: (operation: Omit<Operation, "operationId">, at: Instant) => Promise<OperationId | "code_taken">;
  readonly findByCode: (code: string) => Promise<OperationId | null>;
  /** The packs this server was started with. */
  readonly packIds: readonly string[];
};
