import { type PlainField, plainFieldsOf } from "@amends/contract/plain-fields";
import type { RouteDescription } from "@amends/contract/route";
import { ROUTES } from "@amends/contract/routes";
import type { CaseId } from "@amends/domain/kernel/ids";
import type { Role } from "@amends/domain/party/party";
import type { z } from "zod";
import { client } from "../../client.ts";
import { mayCall } from "../session/may-call.ts";
import type { CaseDetail } from "./api/get-case.ts";

type At = { readonly params: { readonly caseId: CaseId }; readonly ifMatch: number; readonly idempotencyKey: string };

/** A command whose form is drawn from its own description: its name, its fields, who may. */
export type PlainCommand = {
  readonly summary: RouteDescription["summary"];
  readonly fields: readonly PlainField[];
  /** It stops a clock, asks for more or weighs the matter anew: beside what the step waits for. */
  readonly isAside: boolean;
  /** `values` as the wire has them. */
  readonly carryOut: (at: At, values: unknown) => Promise<unknown>;
};

const plain = <Body extends z.ZodType>(
  route: { readonly summary: RouteDescription["summary"]; readonly body: Body },
  send: (input: At & { readonly body: z.output<Body> }) => Promise<unknown>,
): PlainCommand => {
  const fields = plainFieldsOf(route.body);
  if (fields === null) throw new Error(`broken invariant: ${route.summary.en} asks for choices and sums alone`);
  return { summary: route.summary, fields, isAside: false, carryOut: (at, values) => send({ ...at, body: route.body.parse(values) }) };
};

const COMMANDS = {
  grantOnCase: plain(ROUTES.grantOnCase, input => client.grantOnCase(input)),
  reportTrace: plain(ROUTES.reportTrace, input => client.reportTrace(input)),
  reportVisit: plain(ROUTES.reportVisit, input => client.reportVisit(input)),
  quoteRepair: plain(ROUTES.quoteRepair, input => client.quoteRepair(input)),
  lendUnit: plain(ROUTES.lendUnit, input => client.lendUnit(input)),
  answerOffer: plain(ROUTES.answerOffer, input => client.answerOffer(input)),
  counterOffer: plain(ROUTES.counterOffer, input => client.counterOffer(input)),
  answerQuote: plain(ROUTES.answerQuote, input => client.answerQuote(input)),
  reportRepair: plain(ROUTES.reportRepair, input => client.reportRepair(input)),
  requestEvidence: plain(ROUTES.requestEvidence, input => client.requestEvidence(input)),
  confirmArrival: plain(ROUTES.confirmArrival, input => client.confirmArrival(input)),
  waitForBuyer: plain(ROUTES.waitForBuyer, input => client.waitForBuyer(input)),
  goOnWithCase: plain(ROUTES.goOnWithCase, input => client.goOnWithCase(input)),
  setCaseSeverity: plain(ROUTES.setCaseSeverity, input => client.setCaseSeverity(input)),
  confirmSolution: plain(ROUTES.confirmSolution, input => client.confirmSolution(input)),
  closeRecovery: plain(ROUTES.closeRecovery, input => client.closeRecovery(input)),
} as const;
type CommandName = keyof typeof COMMANDS;

const OF_ACTIVE_STEP: Readonly<Record<string, readonly CommandName[]>> = {
  trace: ["reportTrace"],
  visit: ["reportVisit"],
  quote: ["answerQuote"],
  lend: ["lendUnit"],
  repair: ["reportRepair", "quoteRepair"],
  reship: ["confirmArrival"],
  ship_back: ["confirmArrival"],
  forward: ["confirmArrival"],
  follow_up: ["confirmSolution"],
};

const ASIDE: readonly CommandName[] = ["requestEvidence", "waitForBuyer", "goOnWithCase", "setCaseSeverity"];

/** Where what the buyer gets is for a person to say. */
const GRANTED: readonly CaseDetail["serviceType"][] = ["compensation", "price_protection", "guarantee_claim", "complaint"];

/** A clock of ours is stopped while the buyer was asked something; what the matter weighs is asked last. */
const clockCommands = (steps: CaseDetail["steps"]): readonly CommandName[] => {
  const ours = steps.filter(({ status, owner, standardDueAt }) => status === "active" && owner !== "buyer" && standardDueAt !== null);
  const waiting = ours.some(({ pausedAt }) => pausedAt !== null) ? (["goOnWithCase"] as const) : [];
  const running = ours.some(({ pausedAt }) => pausedAt === null) ? (["waitForBuyer"] as const) : [];
  return steps.some(({ status }) => status === "active") ? [...waiting, ...running, "setCaseSeverity"] : [];
};

/** What this role may do about the active steps beyond what has a form of its own. */
export const plainCommands = ({ steps, serviceType }: CaseDetail, role: Role): readonly PlainCommand[] => {
  // The case is over, and its buyer rated it low: that somebody has called is all there is to say.
  if (steps.some(({ type, owner, status }) => type === "follow_up" && owner === "platform" && status === "active"))
    return mayCall("closeRecovery", role) ? [COMMANDS.closeRecovery] : [];
  const active = steps.filter(({ status }) => status === "active").map(({ type }) => type);
  // The buyer's answer to an offer is taken down by who speaks with the buyer; the other side gives its own.
  const isOffered = steps.some(
    ({ type, owner, status }) => type === "offer" && status === "active" && (owner !== "buyer" || role !== "seller"),
  );
  const names = [
    ...(isOffered ? (["answerOffer", "counterOffer"] as const) : []),
    ...(GRANTED.includes(serviceType) && active.includes("review") ? (["grantOnCase"] as const) : []),
    ...active.flatMap(type => OF_ACTIVE_STEP[type] ?? []),
    ...(active.includes("review") && !steps.some(({ type }) => type === "collect_evidence") ? (["requestEvidence"] as const) : []),
    ...clockCommands(steps),
  ];
  return [...new Set(names)].filter(name => mayCall(name, role)).map(name => ({ ...COMMANDS[name], isAside: ASIDE.includes(name) }));
};
