import type { PolicyRecord } from "@amends/domain/policy/value";
import { speaks } from "./base-row.ts";
import type { PackExpectation } from "./expectation.ts";

const goods = (department: string, condition: string) => ({ line: { department, condition } });
const notIntact = (rowId: string, department: string, condition: string) =>
  speaks("intactness", rowId, `${department}, ${condition}`, goods(department, condition), { intact: "not_intact" });

const SEALED = ["food", "health_food", "cosmetics", "beauty", "medical", "family_planning"];
const ELECTRONIC = ["electronics", "digital", "computers", "phones", "appliances", "appliance"];
const WORN = ["clothing", "apparel", "shoes", "hats", "bags", "toys", "toy", "home_textiles", "home", "furniture"];

const intactness: readonly PackExpectation[] = [
  ...SEALED.map(department => notIntact("INT-1", department, "seal_broken")),
  notIntact("INT-1", "cosmetics", "activated"),
  notIntact("INT-1", "cosmetics", "used"),
  ...ELECTRONIC.map(department => notIntact("INT-2", department, "activated")),
  notIntact("INT-2", "phones", "damaged"),
  ...WORN.map(department => notIntact("INT-3", department, "tag_removed")),
  notIntact("INT-3", "shoes", "damaged"),
  notIntact("INT-0", "books", "damaged"),
  notIntact("INT-0", "books", "tag_removed"),
  speaks("intactness", "INT-0u", "a book that was read is looked at when it comes in", goods("books", "used"), { intact: "inspect" }),
  speaks("intactness", "INT-0u", "an activated toy is looked at when it comes in", goods("toys", "activated"), { intact: "inspect" }),
  speaks("intactness", "INT-0u", "nothing said is looked at when it comes in", goods("cosmetics", "unknown"), { intact: "inspect" }),
  speaks("intactness", "INT-4", "the outer carton of a cream opened, its seal whole", goods("cosmetics", "opened_intact"), {
    intact: "intact",
  }),
  speaks("intactness", "INT-4", "a phone switched on without activation", goods("phones", "opened_intact"), { intact: "intact" }),
  speaks("intactness", "INT-4", "a shirt tried on", goods("clothing", "opened_intact"), { intact: "intact" }),
  speaks("intactness", "INT-4", "the seal of a book is no necessary seal", goods("books", "seal_broken"), { intact: "intact" }),
  speaks("intactness", "INT-4", "the film of a toy is no necessary seal", goods("toys", "seal_broken"), { intact: "intact" }),
];

type Case = {
  readonly ground?: string;
  readonly trader?: boolean;
  readonly promised?: boolean;
  readonly longer?: boolean;
  readonly anyway?: boolean;
  readonly channel?: string;
  readonly signals?: readonly string[];
  readonly class?: string;
  readonly goods?: string;
  readonly state?: string;
  readonly confirmed?: boolean;
  readonly condition?: string;
  readonly inWindow?: boolean;
  readonly intact?: string;
};

const facts = (given: Case): PolicyRecord => ({
  reason: { ground: given.ground ?? "no_reason" },
  seller: { isTrader: given.trader ?? true },
  order: { channel: given.channel ?? "online" },
  buyer: { signals: given.signals ?? [] },
  line: {
    promise: { seven_day_return: given.promised ?? false, longer_return: given.longer ?? false, return_anyway: given.anyway ?? false },
    sevenDayClass: given.class ?? "none",
    goods: given.goods ?? "physical",
    state: given.state ?? "delivered",
    confirmed: given.confirmed ?? false,
    condition: given.condition ?? "unopened",
    inSevenDayWindow: given.inWindow ?? true,
  },
  intactness: { intact: given.intact ?? "intact" },
});

const eligible = (rowId: string, sentence: string, given: Case) =>
  speaks("seven_day", rowId, sentence, facts(given), { verdict: "eligible" });
const refused = (rowId: string, refusal: string, sentence: string, given: Case) =>
  speaks("seven_day", rowId, sentence, facts(given), { verdict: "refused", refusal });
const toPerson = (rowId: string, sentence: string, given: Case) =>
  speaks("seven_day", rowId, sentence, facts(given), { verdict: "review" });

const sevenDay: readonly PackExpectation[] = [
  speaks("seven_day", "7D-15", "a fault does not ask about the seven-day right", facts({ ground: "quality" }), { verdict: "not_asked" }),
  speaks("seven_day", "7D-15", "not even where it was promised", facts({ ground: "description", promised: true, anyway: true }), {
    verdict: "not_asked",
  }),
  eligible("7D-01a", "opened goods go back where that was promised", {
    anyway: true,
    class: "cond_a",
    confirmed: true,
    intact: "not_intact",
  }),
  refused("7D-11", "window_closed", "but not after the window", { anyway: true, inWindow: false }),
  eligible("7D-01", "a promise binds even for fresh goods", { promised: true, class: "abs_fresh" }),
  eligible("7D-01", "and where inspection will tell", { promised: true, class: "abs_custom", intact: "inspect" }),
  eligible("7D-01", "and a private seller who made it", { promised: true, trader: false }),
  refused("7D-13", "not_intact", "a promise does not cover goods no longer intact", { promised: true, intact: "not_intact" }),
  refused("7D-11", "window_closed", "nor a notice after the window", { promised: true, inWindow: false }),
  eligible("7D-01l", "a promise of more days binds as one of seven does, even for custom goods", { longer: true, class: "abs_custom" }),
  eligible("7D-01l", "and a private seller who made it", { longer: true, trader: false }),
  eligible("7D-01l", "and though an exception was confirmed", { longer: true, class: "cond_c", confirmed: true, intact: "inspect" }),
  refused("7D-11", "window_closed", "but not after its days, for a private seller either", {
    longer: true,
    trader: false,
    inWindow: false,
  }),
  refused("7D-13", "not_intact", "nor for goods no longer intact", { longer: true, intact: "not_intact" }),
  refused("7D-02a", "seller_not_a_trader", "a private seller is not bound", { trader: false }),
  refused("7D-02a", "seller_not_a_trader", "whatever the goods are", { trader: false, class: "cond_a" }),
  refused("7D-13", "not_intact", "a private seller's promise is judged like any other", {
    trader: false,
    promised: true,
    intact: "not_intact",
  }),
  refused("7D-02", "bought_in_store", "a purchase in the shop", { channel: "store" }),
  refused("7D-02", "bought_in_store", "with a good word from the buyer's file or not", {
    channel: "store",
    signals: ["not_for_daily_use"],
  }),
  ...["online", "live", "tv", "phone", "group_buy"].map(channel =>
    eligible("7D-12", `a sale by ${channel} is a distance sale`, { channel }),
  ),
  toPerson("7D-03", "a purchase for business is for a person to see", { signals: ["not_for_daily_use"] }),
  toPerson("7D-03", "also of custom goods", { signals: ["not_for_daily_use", "return_abuse"], class: "abs_custom" }),
  refused("7D-04", "made_to_order", "made to the buyer's order", { class: "abs_custom" }),
  refused("7D-05", "fresh_goods", "fresh goods", { class: "abs_fresh", inWindow: false }),
  refused("7D-06", "digital_delivered", "a download", { class: "abs_digital", goods: "virtual" }),
  eligible("7D-12", "other digital goods are not excluded", { class: "none", goods: "virtual" }),
  refused("7D-06a", "software_opened", "opened software", { class: "abs_digital", condition: "opened_intact" }),
  ...["seal_broken", "tag_removed", "activated", "used", "damaged"].map(condition =>
    refused("7D-06a", "software_opened", `software that is ${condition}`, { class: "abs_digital", condition }),
  ),
  toPerson("7D-06u", "software of which nobody said whether it was opened", { class: "abs_digital", condition: "unknown" }),
  eligible("7D-12", "other goods of which nobody said it", { condition: "unknown", intact: "inspect" }),
  eligible("7D-12", "software still sealed goes back", { class: "abs_digital" }),
  refused("7D-07", "press_delivered", "a magazine that came", { class: "abs_press" }),
  eligible("7D-12", "a magazine still on its way", { class: "abs_press", state: "in_transit" }),
  ...["cond_a", "cond_b", "cond_c"].flatMap(cls => [
    refused("7D-08", "exclusion_confirmed", `${cls}, confirmed for this purchase`, { class: cls, confirmed: true, inWindow: false }),
    eligible("7D-09", `${cls}, never confirmed`, { class: cls }),
  ]),
  eligible("7D-12", "a confirmation without a class excludes nothing", { confirmed: true }),
  refused("7D-11", "window_closed", "after the window", { inWindow: false }),
  refused("7D-11", "window_closed", "after the window, intact or not", { inWindow: false, intact: "not_intact" }),
  refused("7D-13", "not_intact", "no longer intact", { intact: "not_intact" }),
  refused("7D-13", "not_intact", "no longer intact, though never confirmed", {
    intact: "not_intact",
    class: "cond_b",
    signals: ["return_abuse"],
  }),
  eligible("7D-12", "inspection will tell", { intact: "inspect" }),
  toPerson("7D-14", "a pattern of abuse is for a person to see", { signals: ["return_abuse"] }),
  eligible("7D-12", "another signal does nothing", { signals: ["new_account"] }),
  eligible("7D-10", "opened is no ground for refusal", { condition: "opened_intact" }),
  eligible("7D-12", "press goods that were only opened keep to their own row", {
    class: "abs_press",
    state: "in_transit",
    condition: "opened_intact",
  }),
  eligible("7D-12", "within seven days and intact", {}),
];

export const expectations: readonly PackExpectation[] = [...intactness, ...sevenDay];
