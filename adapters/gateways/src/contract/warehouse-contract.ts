import type { EffectId } from "@amends/domain/kernel/ids";
import type { WarehouseGateway } from "@amends/flows/gateway-ports";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

export type WarehouseSubject = {
  readonly gateway: WarehouseGateway;
  freshKey(): EffectId;
  /** Puts so many pieces of an article on the shelf and no more. */
  stock(skuId: string, quantity: number): Promise<void>;
  /** A parcel packed there has left. */
  depart(trackingNo: string): Promise<void>;
  close(): Promise<void>;
};

export const warehouseContract = (name: string, open: () => Promise<WarehouseSubject>): void => {
  describe(`warehouse gateway: ${name}`, () => {
    let subject: WarehouseSubject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.close());
    const reserve = (skuId: string, quantity: number, key = subject.freshKey()) =>
      subject.gateway.reserve({ key, items: [{ skuId, quantity }] });

    test("what is reserved is gone for others until it is released", async () => {
      await subject.stock("kettle", 2);
      const first = await reserve("kettle", 2);
      expect(first.kind).toBe("done");
      expect(await reserve("kettle", 1)).toMatchObject({ kind: "refused", code: "out_of_stock" });
      if (first.kind !== "done") return;
      await subject.gateway.release(first.reservation);
      await subject.gateway.release(first.reservation);
      expect((await reserve("kettle", 2)).kind).toBe("done");
      expect((await reserve("kettle", 1)).kind).toBe("refused");
    });

    test("the same reservation twice holds the goods once", async () => {
      await subject.stock("lamp", 2);
      const key = subject.freshKey();
      expect(await reserve("lamp", 1, key)).toEqual(await reserve("lamp", 1, key));
      expect((await reserve("lamp", 1)).kind).toBe("done");
    });

    test("of a last piece only one of many gets hold", async () => {
      await subject.stock("vase", 1);
      const answers = await Promise.all([1, 2, 3, 4, 5].map(() => reserve("vase", 1)));
      expect(answers.filter(answer => answer.kind === "done")).toHaveLength(1);
    });

    test("a reservation that arrives after its release holds nothing", async () => {
      await subject.stock("clock", 1);
      const late = subject.freshKey();
      await subject.gateway.release(late);
      expect((await reserve("clock", 1, late)).kind).toBe("refused");
      expect((await reserve("clock", 1)).kind).toBe("done");
    });

    test("a packed parcel can be held until it has left, and holding it twice is one hold", async () => {
      const request = { key: subject.freshKey(), trackingNo: "HOST-STAYS" };
      const answer = await subject.gateway.hold(request);
      expect(answer.kind).toBe("done");
      expect(await subject.gateway.hold(request)).toEqual(answer);
      await subject.depart("HOST-LEFT");
      expect(await subject.gateway.hold({ key: subject.freshKey(), trackingNo: "HOST-LEFT" })).toMatchObject({
        kind: "refused",
        code: "already_shipped",
      });
    });

    test("shipping uses the reservation up, once, and gives a tracking number", async () => {
      await subject.stock("radio", 1);
      const held = await reserve("radio", 1);
      const key = subject.freshKey();
      const reservation = held.kind === "done" ? held.reservation : null;
      const request = { key, reservation, items: [{ skuId: "radio", quantity: 1 }], toTextId: null };
      const answer = await subject.gateway.ship(request);
      expect(answer).toMatchObject({ kind: "done", trackingNo: expect.stringMatching(/./) });
      expect(await subject.gateway.ship(request)).toEqual(answer);
      if (reservation !== null) await subject.gateway.release(reservation);
      expect((await reserve("radio", 1)).kind).toBe("refused");
    });
  });
};
