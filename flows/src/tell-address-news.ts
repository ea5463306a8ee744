import { type CaseId, shardOf } from "@amends/domain/kernel/ids";
import type { AddressNews, AddressNewsStore } from "./address-news-ports.ts";
import { type CommandPorts, commandCase } from "./command-case.ts";
import { inOrderAtMost } from "./in-order-at-most.ts";

export type AddressNewsPorts = CommandPorts & { readonly addressNews: AddressNewsStore };

const BATCH = 50;
const AT_ONCE = 4;
const LEASE_MS = 60_000;

/**
 * Tells one batch of open cases that a book of addresses was given or corrected; true when there may be more to do. Each case decides itself what it means
 * for it, and told twice changes nothing the second time, so a worker that dies half way loses nothing.
 */
export const tellAddressNews = async (ports: AddressNewsPorts): Promise<boolean> => {
  const { addressNews, clock } = ports;
  const leased = await addressNews.lease(clock.now(), LEASE_MS);
  if (leased === null) return false;
  const { news, place } = leased;
  const cases = await addressNews.casesAfter(news, place, BATCH);
  await inOrderAtMost(AT_ONCE, cases, caseId => tell(ports, news, caseId));
  const last = cases.at(-1);
  if (last === undefined) await addressNews.done(news);
  else await addressNews.save(news, { shard: shardOf(last), caseId: last });
  return true;
};

const tell = async (ports: AddressNewsPorts, { operationId, was, since }: AddressNews, caseId: CaseId): Promise<void> => {
  const outcome = await commandCase(ports, {
    principal: { role: "system", operationId },
    caseId,
    command: { kind: "note_return_address", was, since },
    ifVersion: null,
    idempotency: null,
    endsEffect: null,
    answer: () => ({ status: 204, response: "" }),
  });
  if (outcome.kind !== "done" && outcome.kind !== "too_busy")
    throw new Error(`broken invariant: ${caseId} is told of an address: ${outcome.kind === "rejected" ? outcome.code : outcome.kind}`);
};
