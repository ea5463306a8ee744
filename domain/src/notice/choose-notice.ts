import type { Recorded } from "../case/case-event.ts";
import { textOf, textsOf } from "../intake/stage.ts";
import type { CompiledTable, Hit } from "../policy/compile-table.ts";
import { CHANNELS, MUST_HEAR, type MustHear, type NoticeAudience, type NoticeChannel } from "./notice.ts";

/** What of a step an event speaks of; null where it speaks of none. */
export type NoticedStep = { readonly type: string; readonly owner: string };

export type ChosenNotice = {
  readonly template: string;
  readonly channels: readonly NoticeChannel[];
  readonly isUrgent: boolean;
  /** Desks that hear of it, where staff do. */
  readonly roles: readonly string[];
  /** Why nobody at a desk can switch it off. */
  readonly mustHear: MustHear;
};

export type NoticePack = { readonly tables: ReadonlyMap<string, CompiledTable> };

/** The pack's row for an event, as one audience hears of it; null where it is not told. A pack without the table tells nobody anything. */
export const chooseNotice = (
  { tables }: NoticePack,
  event: Recorded,
  step: NoticedStep | null,
  audience: NoticeAudience,
): ChosenNotice | null => {
  const hit = tables.get("notices")?.evaluate({
    audience,
    event: { type: event.type, detail: detailOf(event), by: event.by.role },
    step: { type: step?.type ?? "none", owner: step?.owner ?? "none" },
  });
  return chosenOf(hit);
};

/** The pack's row for news that are of no case and of nobody's doing, by their one word. */
export const choosePlainNotice = ({ tables }: NoticePack, news: string, audience: NoticeAudience): ChosenNotice | null =>
  chosenOf(
    tables
      .get("notices")
      ?.evaluate({ audience, event: { type: news, detail: "none", by: "system" }, step: { type: "none", owner: "none" } }),
  );

const chosenOf = (hit: Hit | null | undefined): ChosenNotice | null =>
  hit === null || hit === undefined || textOf(hit, "template") === "none" ? null : chosenBy(hit);

const chosenBy = (hit: Hit): ChosenNotice => ({
  template: textOf(hit, "template"),
  channels: CHANNELS.filter(channel => textsOf(hit, "channels").includes(channel)),
  isUrgent: hit.outputs["urgent"] === true,
  roles: hit.outputs["roles"] === undefined ? [] : textsOf(hit, "roles"),
  mustHear: MUST_HEAR.find(word => word === hit.outputs["mustHear"]) ?? "no",
});

/** The one word by which events of a type differ for those who hear of them. */
const detailOf = (event: Recorded): string => {
  switch (event.type) {
    case "case_decided":
      return event.severity;
    case "case_ended":
      return event.end;
    case "step_ended":
      return event.outcome;
    case "step_started":
      return event.ready ? "ready" : "active";
    case "parcel_named":
      return event.way;
    case "parcel_tracked":
      return event.code;
    case "parcel_traced":
      return event.finding;
    case "refund_revised":
      return event.because;
    case "repair_reported":
      return event.result;
    case "note_added":
      return event.visibleTo;
    case "order_facts_changed":
      return event.contradicts.length > 0 ? "contradicts" : "agrees";
  }
  return "none";
};
