import { type EffectId, makeId, type Shard } from "@amends/domain/kernel/ids";
import { instant } from "@amends/domain/kernel/time";
import type { RepairGateway } from "@amends/flows/gateway-ports";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { STARTED_AT } from "./requests.ts";

export type RepairSubject = {
  readonly gateway: RepairGateway;
  freshKey(): EffectId;
  /** From now on this many jobs are taken, and this many visits made in a slot. */
  setCapacity(capacity: { readonly jobs: number; readonly visitsPerSlot: number }): Promise<void>;
  close(): Promise<void>;
};

export const repairContract = (name: string, open: () => Promise<RepairSubject>): void => {
  describe(`repair gateway: ${name}`, () => {
    let subject: RepairSubject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.close());
    const sellerId = makeId("seller", STARTED_AT, 7 as Shard, []);
    const repair = (key: EffectId) =>
      subject.gateway.orderRepair({ key, sellerId, items: [{ skuId: "radio", quantity: 1 }], place: "workshop" });
    const visit = (key: EffectId) => subject.gateway.bookVisit({ key, sellerId, atTextId: null, notBefore: instant(STARTED_AT) });

    test("a job is taken once under its key, with a number", async () => {
      const key = subject.freshKey();
      const answer = await repair(key);
      expect(answer).toMatchObject({ kind: "done", jobRef: expect.stringMatching(/./) });
      expect(await repair(key)).toEqual(answer);
    });

    test("a visit has a number and a time that is not before it was wanted, and is booked once", async () => {
      const key = subject.freshKey();
      const answer = await visit(key);
      expect(answer.kind === "done" && answer.slotAt >= STARTED_AT).toBe(true);
      expect(await visit(key)).toEqual(answer);
    });

    test("a full bench takes no job, a full calendar no visit", async () => {
      await subject.setCapacity({ jobs: 0, visitsPerSlot: 0 });
      expect(await repair(subject.freshKey())).toMatchObject({ kind: "refused", code: "no_capacity" });
      expect(await visit(subject.freshKey())).toMatchObject({ kind: "refused", code: "no_slot" });
    });
  });
};
