import { GOODS_CONDITIONS } from "@amends/domain/intake/case-facts";
import { z } from "zod";
import { AMENDMENTS } from "./filing-of.ts";

/** What was said about one option; what is not in it is as it was filled in. */
const said = z
  .object({
    quantity: z.int().min(1),
    reason: z.string(),
    condition: z.enum(GOODS_CONDITIONS),
    pickedSku: z.string().nullable(),
    pickedMethod: z.string().nullable(),
    amendmentKind: z.enum(AMENDMENTS),
    recipient: z.object({ name: z.string(), phone: z.string(), region: z.string(), detail: z.string() }),
    typedAmount: z.string(),
    kilometres: z.string(),
    share: z.object({ basisPoints: z.number().nullable(), bad: z.string(), of: z.string() }),
  })
  .partial();

const also = z.object({
  lineNo: z.int(),
  option: z.string(),
  reason: z.string(),
  quantity: z.int().min(1),
  condition: z.enum(GOODS_CONDITIONS),
  damageBasisPoints: z.int().nullable(),
  usedKilometres: z.int().nullable(),
  replacementSkuId: z.string().nullable(),
  differenceBy: z.string().nullable(),
});

const draft = z.object({
  keptAt: z.number(),
  words: z.string(),
  options: z.record(z.string(), said),
  /** What is filed along with it. */
  also: z.array(also).default([]),
});
export type Draft = z.output<typeof draft>;
export type Said = Draft["options"][string];

/** A filing that was not sent: one for each thing it can be about, so that the words stay when another way of asking is taken. */
export type DraftPlace = { readonly orderId: string; readonly about: string };

export const EMPTY_DRAFT: Draft = { keptAt: 0, words: "", options: {}, also: [] };

/** Files that were uploaded for it go from the server after a day, so a draft is kept no longer. */
export const DRAFT_LIFE_MS = 24 * 3_600_000;
const PREFIX = "amends.draft.";

export const draftName = ({ orderId, about }: DraftPlace): string => `${orderId}.${about}`;

/** What a phone without room or in a private window cannot keep is as if nothing had been said. */
export const readDraft = (storage: Storage, place: DraftPlace, nowMs: number): Draft => {
  const parsed = draft.safeParse(jsonOf(storage.getItem(PREFIX + draftName(place))));
  return parsed.success && nowMs - parsed.data.keptAt < DRAFT_LIFE_MS ? parsed.data : EMPTY_DRAFT;
};

export const writeDraft = (storage: Storage, place: DraftPlace, kept: Draft): void => {
  try {
    storage.setItem(PREFIX + draftName(place), JSON.stringify(kept));
  } catch {
    // A full or closed store takes nothing; the page goes on without.
  }
};

export const dropDraft = (storage: Storage, place: DraftPlace): void => storage.removeItem(PREFIX + draftName(place));

/** An address somebody typed and never sent does not lie on the phone for longer than it can be of use. */
export const dropOldDrafts = (storage: Storage, nowMs: number): void => {
  const names = Array.from({ length: storage.length }, (_, index) => storage.key(index)).filter(name => name?.startsWith(PREFIX) === true);
  for (const name of names) {
    if (name === null) continue;
    const parsed = draft.safeParse(jsonOf(storage.getItem(name)));
    if (!parsed.success || nowMs - parsed.data.keptAt >= DRAFT_LIFE_MS) storage.removeItem(name);
  }
};

const jsonOf = (text: string | null): unknown => {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
};
