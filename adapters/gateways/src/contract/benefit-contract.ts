import { type EffectId, makeId, type Shard } from "@amends/domain/kernel/ids";
import type { Benefit } from "@amends/domain/remedy/benefit";
import type { BenefitGateway } from "@amends/flows/gateway-ports";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { currency, STARTED_AT } from "./requests.ts";

export type BenefitSubject = {
  readonly gateway: BenefitGateway;
  freshKey(): EffectId;
  /** How often something was given under a key. */
  givenUnder(key: EffectId): Promise<number>;
  stopOffering(kind: Benefit["kind"]): Promise<void>;
  close(): Promise<void>;
};

const COUPON: Benefit = { kind: "coupon", worthMinor: 500n, validDays: 30 };

export const benefitContract = (name: string, open: () => Promise<BenefitSubject>): void => {
  describe(`benefit gateway: ${name}`, () => {
    let subject: BenefitSubject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.close());
    const customerId = makeId("customer", STARTED_AT, 7 as Shard, []);
    const request = (benefit: Benefit) => ({ key: subject.freshKey(), benefitNo: 1, customerId, benefit, currency: currency("CNY") });

    test.each<Benefit>([
      COUPON,
      { kind: "points", worthMinor: 100n, points: 100 },
      { kind: "gift", worthMinor: 900n, skuId: "cup", quantity: 1 },
      { kind: "extended_warranty", worthMinor: 0n, months: 6 },
    ])("$kind is given once under its key, with a reference", async benefit => {
      const asked = request(benefit);
      const answer = await subject.gateway.grant(asked);
      expect(answer).toMatchObject({ kind: "done", grantRef: expect.stringMatching(/./) });
      expect(await subject.gateway.grant(asked)).toEqual(answer);
      expect(await subject.givenUnder(asked.key)).toBe(1);
    });

    test("what the host does not offer is refused, for good", async () => {
      await subject.stopOffering("coupon");
      const asked = request(COUPON);
      expect(await subject.gateway.grant(asked)).toMatchObject({ kind: "refused", code: "benefit_not_offered" });
      expect(await subject.givenUnder(asked.key)).toBe(0);
    });
  });
};
