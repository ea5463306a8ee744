import type { OrderChange } from "@amends/domain/case/effect";
import type { EffectId } from "@amends/domain/kernel/ids";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import type { OrderSystem } from "@amends/flows/gateway-ports";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

export type OrderSystemSubject = {
  readonly system: OrderSystem;
  freshKey(): EffectId;
  /** An order of two pieces or more on its first line, paid and not shipped, that the system knows. */
  unshippedOrder(): Promise<OrderFacts>;
  /** The same, all of it on its way. */
  shippedOrder(): Promise<OrderFacts>;
  close(): Promise<void>;
};

export const orderSystemContract = (name: string, open: () => Promise<OrderSystemSubject>): void => {
  describe(`order system: ${name}`, () => {
    let subject: OrderSystemSubject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.close());
    const amend = (order: OrderFacts, change: OrderChange, key = subject.freshKey()) =>
      subject.system.amend({ key, source: order.source, externalOrderNo: order.externalOrderNo, change, order });
    const onePiece: OrderChange = { kind: "cancel_lines", lines: [{ lineNo: 1, quantity: 1 }] };

    test("a piece that has not left can be cancelled, once for one key", async () => {
      const order = await subject.unshippedOrder();
      const key = subject.freshKey();
      const answer = await amend(order, onePiece, key);
      expect(answer.kind).toBe("done");
      expect(await amend(order, onePiece, key)).toEqual(answer);
    });

    test("what has left cannot be cancelled", async () => {
      expect(await amend(await subject.shippedOrder(), onePiece)).toMatchObject({ kind: "refused", code: "already_shipped" });
    });

    test("a change thought out on an older version comes back with the one that stands, and is made on that under the same key", async () => {
      const order = await subject.unshippedOrder();
      await amend(order, onePiece);
      const key = subject.freshKey();
      const answer = await amend(order, onePiece, key);
      if (answer.kind !== "outdated" || answer.order === null) return expect.fail(JSON.stringify(answer.kind));
      expect(answer.order.lines[0]?.cancelledQuantity).toBe(1);
      const anew = await amend(answer.order, onePiece, key);
      expect(anew.kind === "done" && anew.order?.lines[0]?.cancelledQuantity).toBe(2);
    });

    test("an order that is not this one is unknown", async () => {
      const order = await subject.unshippedOrder();
      const answer = await subject.system.amend({
        key: subject.freshKey(),
        source: order.source,
        externalOrderNo: "another",
        change: onePiece,
        order,
      });
      expect(answer).toMatchObject({ kind: "refused", code: "unknown_order" });
    });
  });
};
