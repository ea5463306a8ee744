import { GATEWAY_REFUSALS } from "@amends/flows/gateway-ports";
import { MISCHIEF_ACTS, type Mischief, type MischiefAct, type MischiefRule, type PendingUntil, SANDBOX_METHODS } from "./mischief.ts";
import { SandboxMisused } from "./partner.ts";
import { countIn, type Fields, fieldsOf, listIn } from "./request-fields.ts";

/** A mischief that came over HTTP. What the sandbox would silently not do is refused here, so a test cannot pass by a typing error. */
export const parseMischief = (fields: Fields): Mischief => ({
  seed: countIn(fields, "seed"),
  rules: listIn(fields, "rules").map(rule => ({
    methods: methodsOf(rule["methods"]),
    calls: callsOf(fieldsOf(rule["calls"])),
    act: actOf(fieldsOf(rule["act"])),
  })),
});

const methodsOf = (value: unknown): MischiefRule["methods"] => {
  if (value === "all") return "all";
  if (!Array.isArray(value)) throw new SandboxMisused("methods must be a list or `all`");
  return value.map(name => oneOf(SANDBOX_METHODS, name, "method"));
};

const callsOf = (fields: Fields): MischiefRule["calls"] => {
  const kind = oneOf(["next", "chance"], fields["kind"], "calls.kind");
  return kind === "next" ? { kind, count: countIn(fields, "count") } : { kind, basisPoints: countIn(fields, "basisPoints") };
};

const actOf = (fields: Fields): MischiefAct => {
  const kind = oneOf(MISCHIEF_ACTS, fields["kind"], "act.kind");
  switch (kind) {
    case "slow":
      return { kind, ms: countIn(fields, "ms") };
    case "pending":
      return { kind, until: untilOf(fieldsOf(fields["until"])) };
    case "refuse":
      return { kind, code: oneOf(GATEWAY_REFUSALS, fields["code"], "act.code") };
    case "fail_before":
    case "fail_after":
    case "lose_answer":
    case "twice":
      return { kind };
  }
};

const untilOf = (fields: Fields): PendingUntil => {
  const kind = oneOf(["finds", "ms"], fields["kind"], "act.until.kind");
  return kind === "finds" ? { kind, count: countIn(fields, "count") } : { kind, ms: countIn(fields, "ms") };
};

const oneOf = <const T extends string>(known: readonly T[], value: unknown, name: string): T => {
  const found = known.find(candidate => candidate === value);
  if (found === undefined) throw new SandboxMisused(`${name} must be one of ${known.join(", ")}`);
  return found;
};
