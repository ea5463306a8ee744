import type { WebhookStore } from "@amends/flows/webhooks/webhook-ports";
import type { Pool } from "pg";
import { createDeliveries } from "./deliveries.ts";
import { createEndpoints } from "./endpoints.ts";
import { createLanes } from "./lanes.ts";

export const createWebhookStore = (pool: Pool): WebhookStore => ({
  ...createEndpoints(pool),
  ...createDeliveries(pool),
  ...createLanes(pool),
});
