import type { Explanation } from "@amends/domain/evaluation/decision";
import { filingReasons } from "@amends/domain/evaluation/filing-reasons";
import { serviceOptions } from "@amends/domain/evaluation/service-options";
import { piecesFor } from "@amends/domain/evaluation/suppose-filing";
import { matchWords } from "@amends/domain/intake/match-words";
import type { RefundOnlyKind, ServiceType } from "@amends/domain/intake/service-type";
import type { OrderId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { CompiledPack } from "@amends/domain/policy/pack";
import { loadKnownFacts } from "./known-facts.ts";
import type { ReadPorts } from "./read-ports.ts";
import type { Principal } from "./scope.ts";

/** One way to ask, with a reason the rules would take for it now. */
export type PossibleRequest = {
  readonly serviceType: ServiceType;
  readonly refundOnlyKind: RefundOnlyKind | null;
  readonly reason: string;
  readonly name: Explanation;
  /** Other words buyers use for the reason, as the pack lists them. */
  readonly words: readonly string[];
};

/**
 * Which of the requests the rules would take somebody means, likeliest first; none where the words say nothing. Only ever out of those given: whoever
 * stands behind this port suggests, and neither decides nor invents. Nothing is stored.
 */
export type SuggestRequest = (written: string, possible: readonly PossibleRequest[]) => Promise<readonly PossibleRequest[]>;

/** By the pack's own names and words alone, so that the same words get the same answer on every server. */
export const suggestByWords: SuggestRequest = async (written, possible) =>
  possible
    .map(request => ({
      request,
      points: Math.max(
        matchWords(written, { label: request.name.zh, words: request.words }),
        matchWords(written, { label: request.name.en, words: [] }),
      ),
    }))
    .filter(({ points }) => points > 0)
    // Of equals the one the pack names first.
    .toSorted((left, right) => right.points - left.points)
    .map(({ request }) => request);

const SUGGESTED_MAX = 5;

export type SuggestAsk = { readonly orderId: OrderId; readonly lineNo: number; readonly written: string };

export const suggestReasons = async (
  ports: Pick<ReadPorts, "loadOrder" | "policy" | "pricesSince"> & { readonly suggest: SuggestRequest },
  principal: Principal,
  { orderId, lineNo, written }: SuggestAsk,
  at: Instant,
): Promise<readonly PossibleRequest[] | "line_unknown" | null> => {
  const loaded = await loadKnownFacts(ports, principal, orderId, at);
  if (loaded === null) return null;
  const theirs = loaded.ofSellers.find(({ lines }) => lines.some(line => line.lineNo === lineNo));
  const line = theirs?.lines.find(candidate => candidate.lineNo === lineNo);
  if (theirs === undefined || line === undefined) return "line_unknown";
  const { known, pack } = theirs;
  const own = serviceOptions(known, pack).find(options => options.lineNo === lineNo);
  const possible = (own?.options ?? []).flatMap(option =>
    option.kind === "closed"
      ? []
      : filingReasons(known, pack, [{ line, quantity: piecesFor(known, line, option.type) }], option).map(({ reason, name }) => ({
          serviceType: option.type,
          refundOnlyKind: option.refundOnlyKind,
          reason,
          name,
          words: wordsOf(pack, reason),
        })),
  );
  return (await ports.suggest(written, possible)).slice(0, SUGGESTED_MAX);
};

const wordsOf = ({ parameters }: CompiledPack, reason: string): readonly string[] => {
  const listed: unknown = parameters[`reason.words.${reason}`];
  return Array.isArray(listed) ? listed.filter(word => typeof word === "string") : [];
};
