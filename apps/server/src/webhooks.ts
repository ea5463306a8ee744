import { addMs, DAY_MS, type Instant } from "@amends/domain/kernel/time";
import type { Clock } from "@amends/flows/clock";
import { deliverWebhook, leaseDeliveries, type WebhookPorts } from "@amends/flows/webhooks/deliver-webhook";
import { createWebhookTarget } from "@amends/gateways/webhook/http-webhook";
import { newWebhookSecret, signWebhook } from "@amends/gateways/webhook/sign-webhook";
import { createWebhookStore } from "@amends/postgres/webhooks/webhook-store";
import { createSecrets } from "@amends/vault/secrets";
import type pg from "pg";
import type { LoopList } from "./workers/loop-list.ts";
import { createPump } from "./workers/pump.ts";
import { withinMs } from "./workers/within-ms.ts";

export type Webhooks = {
  readonly ports: WebhookPorts;
  /** There may be something to deliver: it was entered, or somebody asked again. */
  readonly wake: () => void;
  /** Resolves when the calls under way have ended, once no new ones begin. One that is cut comes again when its lease runs out, under the same id. */
  readonly ended: (msMax: number) => Promise<unknown>;
};

export type WebhooksOptions = {
  readonly pool: pg.Pool;
  readonly masterKey: Uint8Array;
  readonly clock: Clock;
  readonly chance: (length: number) => Uint8Array;
  readonly reach: "public_https" | "any";
  readonly loops: Pick<LoopList, "start">;
  readonly onFault: (name: string, fault: unknown) => void;
};

/** Calls to endpoints at the same time, of this server. */
const HANDS = 16;
const POLL_MS = 1000;
const GAP_MS = 100;
/** What was delivered is kept this long for whoever asks what was sent. */
const KEPT_MS = 30 * DAY_MS;
const FORGOTTEN_AT_ONCE = 2000;
const FORGET_EVERY_MS = 600_000;

/** Endpoints hear of their cases: what a follower of the feed has queued for them is called through. */
export const startWebhooks = ({ pool, masterKey, clock, chance, reach, loops, onFault }: WebhooksOptions): Webhooks => {
  const secrets = createSecrets(masterKey);
  const ports: WebhookPorts = {
    webhooks: createWebhookStore(pool),
    target: createWebhookTarget({ reach }),
    clock,
    chance,
    sign: signWebhook,
    newSecret: newWebhookSecret,
    seal: secrets.seal,
    open: secrets.open,
  };
  const pump = createPump({
    lease: most => leaseDeliveries(ports, most),
    run: async delivery => {
      await deliverWebhook(ports, delivery);
      // The next event of this case has waited for it.
      calling.wake();
    },
    hands: HANDS,
    onRoom: () => calling.wake(),
    onFault: fault => onFault("webhooks", fault),
  });
  const loop = (name: string, turn: () => Promise<number | null>, pollMs = POLL_MS) => loops.start({ name, turn, pollMs, gapMs: GAP_MS });
  const calling = loop("webhooks", async () => {
    await pump.turn();
    return msUntil(await ports.webhooks.nextDueAt(clock.now()), clock.now());
  });
  loop(
    "webhook log",
    async () => ((await ports.webhooks.forgetDelivered(addMs(clock.now(), -KEPT_MS), FORGOTTEN_AT_ONCE)) > 0 ? 0 : null),
    FORGET_EVERY_MS,
  );
  return {
    ports,
    wake: calling.wake,
    ended: msMax => withinMs(pump.idle(), msMax),
  };
};

const msUntil = (at: Instant | null, now: Instant): number | null => (at === null ? null : Math.max(0, at - now));
