import type { suggestReasons } from "@amends/contract/routes/order/suggest-reasons";
import type { OrderId } from "@amends/domain/kernel/ids";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { client } from "../../../client.ts";

export type Suggestion = z.output<(typeof suggestReasons)["answers"][200]>["suggestions"][number];

/** Shorter words say nothing yet. */
const CHARACTERS_MIN = 2;

/** What somebody who writes this may mean. A help and no more: where it is not answered, the page is as without it. */
export const suggestionsQuery = (orderId: OrderId, lineNo: number, words: string) =>
  queryOptions({
    queryKey: ["orders", orderId, "suggestions", lineNo, words],
    queryFn: async ({ signal }) => (await client.suggestReasons({ params: { orderId }, body: { lineNo, words }, signal })).body.suggestions,
    enabled: words.length >= CHARACTERS_MIN,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
