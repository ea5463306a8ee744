import { expect, test } from "vitest";
import { aCase } from "../../../test/case/a-case.ts";
import type { OrderFacts } from "../order/order-facts.ts";
import { contradictionsOf } from "./contradictions.ts";

/** The host has taken pieces of the first line into a line of their own, as it does when some of them become another article. */
const withPiecesMoved = (order: OrderFacts): OrderFacts => ({
  ...order,
  lines: order.lines.map(line => (line.lineNo === 1 ? { ...line, quantity: 1 } : line)),
});

test("fewer pieces than a return speaks for go against it; a change of the order asked for them to be fewer", () => {
  const contradictions = (template: string) => {
    const { rules, opened } = aCase({ template });
    return contradictionsOf(opened.state, withPiecesMoved(rules.order));
  };
  expect(contradictions("return_refund")).toContain("fewer_pieces_bought");
  expect(contradictions("amend_items")).toEqual([]);
});
