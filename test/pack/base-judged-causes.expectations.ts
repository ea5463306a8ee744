import { speaks } from "./base-row.ts";
import type { PackExpectation } from "./expectation.ts";

/* What a person may find behind a reason (policy.md §5.5), who pays the way back then, and whether it has to be shown. */

type Freight = "by_reason" | "buyer" | "seller" | "none" | "by_fault";
type Found = readonly [no: string, sentence: string, ground: string, freight: Freight, isShown: boolean];

const FOUND: readonly Found[] = [
  ["01", "who did not get it may have been sent it late", "not_received", "by_reason", false],
  ["02", "what was not sent may be out of stock", "pre_ship", "by_reason", false],
  ["03", "an empty parcel is wrong goods", "wrong_or_damaged", "by_reason", false],
  ["04", "what did not arrive may be lost", "not_received", "by_reason", false],
  ["05", "a carrier's delay spoils what is fresh", "fresh", "by_reason", false],
  ["06", "a stranger may have signed", "not_received", "by_reason", false],
  ["07", "a locker the buyer agreed to is the buyer's, once it is shown", "fresh", "buyer", true],
  ["08", "a wrong address is the buyer's, once it is shown", "not_received", "buyer", true],
  ["09", "what was broken on its way is refused at the door", "refused", "by_reason", false],
  ["10", "what was broken on its way is found after it was signed for", "wrong_or_damaged", "by_reason", false],
  ["11", "a broken cold chain spoils what is fresh", "fresh", "by_reason", false],
  ["12", "another article was sent", "wrong_or_damaged", "by_reason", false],
  ["13", "a part was left out", "wrong_or_damaged", "by_reason", false],
  ["14", "a flaw is seen when it is opened", "quality", "by_reason", false],
  ["15", "a fault shows in use", "quality", "by_reason", false],
  ["16", "it is not as it was described", "description", "by_reason", false],
  ["17", "it was praised for what it is not", "description", "by_reason", false],
  ["18", "it is a fake", "description", "by_reason", false],
  ["19", "it may not be sold at all", "quality", "by_reason", false],
  ["20", "it was rotten or short", "fresh", "by_reason", false],
  ["21", "it was past its date", "fresh", "by_reason", false],
  ["22", "it hurt somebody", "quality", "by_reason", false],
  ["23", "the skin did not bear it", "quality", "by_reason", false],
  ["24", "misuse is the buyer's, once it is shown", "quality", "buyer", true],
  ["25", "the seller's fitter did it badly", "service", "by_reason", false],
  ["26", "the fitter took too much", "service", "by_reason", false],
  ["27", "the buyer's own fitter is the buyer's, once it is shown", "service", "buyer", true],
  ["28", "the repair did not hold", "quality", "by_reason", false],
  ["32", "a wrong address of the seller's costs the seller the way back", "no_reason", "seller", false],
  ["33", "it was simply not wanted", "no_reason", "by_reason", false],
  ["34", "a promise was not kept", "service", "by_reason", false],
  ["35", "the platform decided wrongly, and no way back is anybody's", "service", "none", false],
  ["36", "nobody knows who the seller is, which is shown", "service", "by_reason", true],
  ["37", "a live room sold it as its own, which is shown", "description", "by_reason", true],
  ["38", "the pickup point let it spoil, which is shown", "fresh", "by_reason", true],
  ["39", "what is not a thing does not work", "service", "by_reason", false],
  ["40", "no invoice was written", "complaint", "by_reason", false],
  ["41", "nobody answered", "complaint", "by_reason", false],
  ["42", "personal data got out, and no way back is anybody's", "complaint", "none", false],
  ["43", "nobody could help it, which is shown", "not_received", "none", true],
  ["44", "both had a hand in it, which is shown, and pay by their share", "quality", "by_fault", true],
  ["45", "the claim was made in bad faith, which is shown", "quality", "buyer", true],
  ["46", "it was called back", "quality", "by_reason", false],
  ["47", "the laboratory was wrong, which is shown", "description", "by_reason", true],
];

/** Something was sent back before it could go wrong on its way. */
const SENT_BACK: readonly Found[] = [
  ["29", "the return was lost, which is shown", "no_reason", "by_reason", true],
  ["30", "the return was broken on its way, which is shown", "no_reason", "buyer", true],
  ["31", "other goods came back, which is shown", "no_reason", "buyer", true],
];

const found =
  (type: string) =>
  ([no, sentence, ground, judgedFreight, isShown]: Found): PackExpectation =>
    speaks(
      "judged_causes",
      `JC-${no}`,
      `L-${no}: ${sentence}`,
      { judged: { cause: `L-${no}` }, reason: { ground }, request: { type } },
      { allowed: "true", judgedFreight, needsEvidence: String(isShown) },
    );

const REFUSED = { allowed: "false", judgedFreight: "by_reason", needsEvidence: "false" };

/** How far two scales may differ before a parcel has grown lighter (policy.md §5.3). */
const SCALES = { lighterGrams: 50, lighterBasisPoints: 300 };

export const expectations: readonly PackExpectation[] = [
  ...FOUND.map(found("return_refund")),
  ...SENT_BACK.map(found("return_refund")),
  ...SENT_BACK.map(([no]) =>
    speaks(
      "judged_causes",
      "JC-99",
      `L-${no} is no cause where nothing was sent back`,
      { judged: { cause: `L-${no}` }, reason: { ground: "no_reason" }, request: { type: "refund_only" } },
      REFUSED,
    ),
  ),
  speaks(
    "judged_causes",
    "JC-99",
    "rotten fruit is no cause of a phone that was not wanted",
    { judged: { cause: "L-20" }, reason: { ground: "no_reason" }, request: { type: "return_refund" } },
    REFUSED,
  ),
  ...["CN-XJ", "CN-XZ", "CN-NM", "CN-QH", "CN-NX", "CN-YN", "CN-GS", "CN-HI"].map(region =>
    speaks("tracking_limits", "TL-1", `${region} is remote: five days without a scan`, { order: { region } }, { gapHours: 120, ...SCALES }),
  ),
  ...["CN-ZJ", "CN-XZ"].map(region =>
    speaks(
      "tracking_limits",
      "TL-3",
      `within ${region}: two days without a scan`,
      { order: { region }, line: { staysInRegion: true } },
      { gapHours: 48, ...SCALES },
    ),
  ),
  ...["CN-ZJ", "CN-SC", null].map(region =>
    speaks(
      "tracking_limits",
      "TL-2",
      `${region ?? "an unknown region"}: three days without a scan`,
      { order: { region } },
      { gapHours: 72, ...SCALES },
    ),
  ),
];
