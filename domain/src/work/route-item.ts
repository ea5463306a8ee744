import type { StepOwner } from "../case/step.ts";
import type { RefundOnlyKind, ServiceType } from "../intake/service-type.ts";
import { ask, type StagePack, textOf, wholeOf, wholeOrNull, wordOf } from "../intake/stage.ts";
import type { AccountId, SellerId } from "../kernel/ids.ts";
import { addMs, type Instant, SECOND_MS } from "../kernel/time.ts";
import type { Severity } from "../triage/severity.ts";
import { WORK_CLASSES, type WorkClass, type WorkKind, type WorkLanguage } from "./work-item.ts";

/** What routing may look at. */
export type RoutingContext = {
  readonly item: { readonly kind: WorkKind; readonly language: WorkLanguage; readonly owner: StepOwner };
  readonly request: { readonly type: ServiceType; readonly kind: RefundOnlyKind | null };
  readonly line: { readonly category: string; readonly department: string };
  readonly seller: { readonly id: SellerId };
  readonly severity: { readonly level: Severity };
  readonly buyer: { readonly tier: string };
};

/**
 * Where an item goes. `headStartSeconds` counts as time already waited, so a row can favour without starving anybody; `effort` is what the item takes of a
 * person's capacity; for `knownFirstSeconds` it is kept for who knew this buyer before, if they are on duty; `keepsOwner` means one person to the end.
 */
export type Route = {
  readonly team: string;
  readonly skill: string;
  readonly class: WorkClass;
  readonly headStartSeconds: number;
  readonly answerSeconds: number;
  readonly effort: number;
  readonly knownFirstSeconds: number;
  readonly keepsOwner: boolean;
  readonly rowId: string;
};

const CLASS_OF: Readonly<Record<Severity, WorkClass>> = { p1: 1, p2: 2, p3: 3, p4: 4 };

export const routeItem = (pack: StagePack, context: RoutingContext): Route => {
  const hit = ask(pack, "routing", context);
  const own = CLASS_OF[context.severity.level];
  return {
    team: textOf(hit, "team"),
    skill: textOf(hit, "skill"),
    class: higher(own, wholeOrNull(hit, "class")),
    headStartSeconds: wholeOf(hit, "headStartSeconds"),
    answerSeconds: wholeOf(hit, "answerSeconds"),
    effort: wholeOf(hit, "effort"),
    knownFirstSeconds: wholeOf(hit, "knownFirstSeconds"),
    keepsOwner: wordOf(hit, "keepsOwner", ["yes", "no"]) === "yes",
    rowId: hit.rowId,
  };
};

/** A row may raise what the severity asks for, and never lower it. */
const higher = (own: WorkClass, given: number | null): WorkClass => WORK_CLASSES.find(level => level === own || level === given) ?? own;

/** Where an item stands in its queue: what its route makes of when it began to wait, and of who has been near its buyer. */
export const placeInQueue = (route: Route, waitingSince: Instant, knownId: AccountId | null) => {
  const after = (seconds: number): Instant => addMs(waitingSince, seconds * SECOND_MS);
  const isKnown = knownId !== null && route.knownFirstSeconds > 0;
  return {
    rankAt: after(-route.headStartSeconds),
    answerDueAt: after(route.answerSeconds),
    preferredId: isKnown ? knownId : null,
    preferredUntil: isKnown ? after(route.knownFirstSeconds) : null,
  };
};

/** A seller's own desk: its accounts see their own items and no others. */
export const SELLER_TEAM = "seller";
