import type { CaseReader, OrderReader, SearchReader } from "@amends/flows/read-ports";
import type { Pool } from "pg";
import { findCaseTexts } from "../cases/find-case-texts.ts";
import { listCases } from "../cases/list-cases.ts";
import { showCase, showDecision } from "../cases/show-case.ts";
import { listOrders } from "../orders/list-orders.ts";
import { showOrder } from "../orders/show-order.ts";
import { findAnything } from "../search/find-anything.ts";

/** `reader` connects as `amends_reader`, behind row-level security; where one role does everything it may be the same pool, and the statements' own scope holds. */
export const createReaders = (
  reader: Pool,
  writer: Pool,
): { readonly cases: CaseReader; readonly orders: OrderReader; readonly search: SearchReader } => ({
  cases: {
    list: (scope, filter, page) => listCases(reader, scope, filter, page),
    show: (scope, caseId) => showCase(reader, scope, caseId),
    decision: (scope, caseId) => showDecision(reader, scope, caseId),
    // Ciphertexts are no reader's to see: what may be opened is asked of the writer, by its own scope.
    texts: (scope, caseId, textIds) => findCaseTexts(writer, scope, caseId, textIds),
  },
  orders: {
    list: (scope, filter, page) => listOrders(reader, scope, filter, page),
    show: (scope, orderId) => showOrder(reader, scope, orderId),
  },
  search: { find: (scope, keys) => findAnything(reader, scope, keys) },
});
