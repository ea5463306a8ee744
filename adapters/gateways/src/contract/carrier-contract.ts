import type { EffectId } from "@amends/domain/kernel/ids";
import type { CarrierGateway } from "@amends/flows/gateway-ports";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pickupOf } from "./requests.ts";

export type CarrierSubject = {
  readonly gateway: CarrierGateway;
  freshKey(): EffectId;
  /** A parcel on its way that this carrier knows. */
  parcelOnTheWay(): Promise<{ readonly carrier: string; readonly trackingNo: string }>;
  deliver(trackingNo: string): Promise<void>;
  /** The courier takes the goods of a pickup. */
  collect(trackingNo: string): Promise<void>;
  close(): Promise<void>;
};

export const carrierContract = (name: string, open: () => Promise<CarrierSubject>): void => {
  describe(`carrier gateway: ${name}`, () => {
    let subject: CarrierSubject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.close());

    test("a parcel on its way can be stopped, and stopping it twice is one stop", async () => {
      const request = { key: subject.freshKey(), ...(await subject.parcelOnTheWay()) };
      const answer = await subject.gateway.intercept(request);
      expect(answer.kind).toBe("done");
      expect(await subject.gateway.intercept(request)).toEqual(answer);
    });

    test("a delivered parcel cannot be stopped", async () => {
      const parcel = await subject.parcelOnTheWay();
      await subject.deliver(parcel.trackingNo);
      expect(await subject.gateway.intercept({ key: subject.freshKey(), ...parcel })).toMatchObject({
        kind: "refused",
        code: "already_delivered",
      });
    });

    test("a trace says where a parcel is by what was scanned last", async () => {
      const parcel = await subject.parcelOnTheWay();
      expect(await subject.gateway.trace({ key: subject.freshKey(), ...parcel })).toMatchObject({ kind: "done", finding: "moving" });
      await subject.deliver(parcel.trackingNo);
      expect(await subject.gateway.trace({ key: subject.freshKey(), ...parcel })).toMatchObject({ kind: "done", finding: "arrived" });
    });

    test("a pickup has a number and a slot that is not before it was wanted, and is booked once", async () => {
      const request = pickupOf(subject.freshKey());
      const answer = await subject.gateway.bookPickup(request);
      expect(answer).toMatchObject({ kind: "done", trackingNo: expect.stringMatching(/./), carrier: expect.stringMatching(/./) });
      expect(answer.kind === "done" && answer.slotAt >= request.notBefore).toBe(true);
      expect(await subject.gateway.bookPickup(request)).toEqual(answer);
    });

    const booked = async () => {
      const booking = subject.freshKey();
      const answer = await subject.gateway.bookPickup(pickupOf(booking));
      if (answer.kind !== "done") throw new Error(`the pickup is ${answer.kind}`);
      return { booking, carrier: answer.carrier, trackingNo: answer.trackingNo };
    };

    test("a pickup can be called off, and calling it off twice is once, under whatever key", async () => {
      const pickup = await booked();
      const request = { key: subject.freshKey(), ...pickup };
      const answer = await subject.gateway.cancelPickup(request);
      expect(answer.kind).toBe("done");
      expect(await subject.gateway.cancelPickup(request)).toEqual(answer);
      expect((await subject.gateway.cancelPickup({ key: subject.freshKey(), ...pickup })).kind).toBe("done");
    });

    test("a pickup that was made cannot be called off, and the carrier says that it has the goods", async () => {
      const pickup = await booked();
      await subject.collect(pickup.trackingNo);
      expect(await subject.gateway.cancelPickup({ key: subject.freshKey(), ...pickup })).toMatchObject({
        kind: "refused",
        code: "already_collected",
      });
    });
  });
};
