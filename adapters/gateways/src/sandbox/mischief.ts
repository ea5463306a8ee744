import { createHash } from "node:crypto";
import type { GatewayRefusal } from "@amends/flows/gateway-ports";
import { GatewayUnavailable } from "../gateway-unavailable.ts";

/** What can be disturbed: every call of every partner, and the two call-backs (`settled`, `tracking`). */
export const SANDBOX_METHODS = [
  "refund",
  "collect",
  "pay",
  "find",
  "settled",
  "intercept",
  "bookPickup",
  "cancelPickup",
  "tracking",
  "reserve",
  "release",
  "ship",
  "amend",
  "grant",
  "orderRepair",
  "bookVisit",
  "trace",
  "hold",
] as const;
export type SandboxMethod = (typeof SANDBOX_METHODS)[number];

/** How a partner misbehaves. The same seed and the same calls misbehave the same way, whatever the order the calls arrive in. */
export type Mischief = { readonly seed: number; readonly rules: readonly MischiefRule[] };

export type MischiefRule = {
  readonly methods: "all" | readonly SandboxMethod[];
  readonly calls:
    | { readonly kind: "next"; readonly count: number }
    /** Drawn anew for every attempt of a key, so an unlucky key does not stay unlucky. */
    | { readonly kind: "chance"; readonly basisPoints: number };
  readonly act: MischiefAct;
};

export const MISCHIEF_ACTS = ["slow", "fail_before", "fail_after", "lose_answer", "twice", "pending", "refuse"] as const;
export type MischiefAct =
  | { readonly kind: "slow"; readonly ms: number }
  /** A 5xx before anything was booked. */
  | { readonly kind: "fail_before" }
  /** A 5xx after it was booked. */
  | { readonly kind: "fail_after" }
  /** Booked, then the connection is cut. A call-back so treated is never made. */
  | { readonly kind: "lose_answer" }
  /** The request arrives twice, as through a proxy that repeats; a call-back is made twice. */
  | { readonly kind: "twice" }
  /** `pending` first; the end comes with the nth question, or after a time. */
  | { readonly kind: "pending"; readonly until: PendingUntil }
  | { readonly kind: "refuse"; readonly code: GatewayRefusal };

export type PendingUntil = { readonly kind: "finds"; readonly count: number } | { readonly kind: "ms"; readonly ms: number };

export const NO_MISCHIEF: Mischief = { seed: 0, rules: [] };

/** What the sandbox does to the line on purpose. In process it is thrown as it is; over HTTP it becomes a 503 or a cut connection. */
export class SandboxFault extends GatewayUnavailable {
  override readonly name = "SandboxFault";
  readonly shape: "server_error" | "connection_cut";
  constructor(shape: SandboxFault["shape"], method: SandboxMethod) {
    super(`sandbox: ${shape} on ${method}, as it was told to`);
    this.shape = shape;
  }
}

export type Mischiefs = {
  set(mischief: Mischief): void;
  /** The acts that befall this one call; each rule that matches spends one of its calls. */
  draw(method: SandboxMethod, key: string): readonly MischiefAct[];
};

export const createMischiefs = (initial: Mischief = NO_MISCHIEF): Mischiefs => {
  let current = initial;
  let left: number[] = [];
  let attempts = new Map<string, number>();

  const set = (mischief: Mischief): void => {
    current = mischief;
    left = mischief.rules.map(rule => (rule.calls.kind === "next" ? rule.calls.count : 0));
    attempts = new Map();
  };
  const strikes = (rule: MischiefRule, index: number, draw: string): boolean => {
    if (rule.calls.kind === "chance") return drawBasisPoints(`${current.seed}|${index}|${draw}`) < rule.calls.basisPoints;
    const remaining = left[index] ?? 0;
    left[index] = remaining - 1;
    return remaining > 0;
  };
  set(initial);
  return {
    set,
    draw: (method, key) => {
      if (current.rules.length === 0) return [];
      const attempt = (attempts.get(`${method}|${key}`) ?? 0) + 1;
      attempts.set(`${method}|${key}`, attempt);
      return current.rules
        .filter((rule, index) => concerns(rule, method) && strikes(rule, index, `${method}|${key}|${attempt}`))
        .map(rule => rule.act);
    },
  };
};

const concerns = (rule: MischiefRule, method: SandboxMethod): boolean => rule.methods === "all" || rule.methods.includes(method);

/** A number in 0..9999 that looks like chance and is not. */
const drawBasisPoints = (text: string): number => createHash("sha256").update(text).digest().readUInt32BE(0) % 10_000;
