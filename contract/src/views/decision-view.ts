import { GOODS_CONDITIONS } from "@amends/domain/intake/case-facts";
import { REFUND_ONLY_KINDS, SERVICE_TYPES } from "@amends/domain/intake/service-type";
import { CUSTOMER_TIERS } from "@amends/domain/order/host-record";
import { z } from "zod";
import { instant } from "../wire.ts";

const seenCell = z.strictObject({ column: z.string(), field: z.string(), cell: z.string(), actual: z.string() });

/** A row that was looked at. `failed` names each cell that did not match, with what it saw; `matched` those the answer of the row that spoke hangs on. */
const lookedAt = z
  .strictObject({
    rowId: z.string(),
    isHit: z.boolean(),
    status: z.enum(["verified", "chosen", "unverified"]),
    zh: z.string(),
    en: z.string(),
    source: z.string(),
    failed: z.array(seenCell),
    matched: z.array(seenCell),
  })
  .meta({ id: "RowLookedAt" });

/** One question to one table, with every row up to the one that answered. */
export const askedTable = z
  .strictObject({ table: z.string(), lineNo: z.int().nullable(), rows: z.array(lookedAt) })
  .meta({ id: "AskedTable" });

const count = z.int().min(0).max(100);

/** What of the facts can be supposed otherwise. Of the goods it is said of all lines alike. */
export const decisionInputs = z
  .strictObject({
    at: instant,
    serviceType: z.enum(SERVICE_TYPES),
    /** Of a refund alone which of its kinds; null for everything else. */
    refundOnlyKind: z.enum(REFUND_ONLY_KINDS).nullable(),
    reason: z.string().min(1).max(64),
    condition: z.enum(GOODS_CONDITIONS),
    goodsReceived: z.boolean(),
    damageBasisPoints: z.int().min(1).max(10_000).nullable(),
    photos: count,
    videos: count,
    documents: count,
    buyerTier: z.enum(CUSTOMER_TIERS),
    sellerIsTrader: z.boolean(),
    hasRiskSignals: z.boolean(),
  })
  .meta({ id: "DecisionInputs" });
