import type { CollectPayment, RefundTender } from "@amends/domain/case/effect";
import type { EffectId } from "@amends/domain/kernel/ids";
import type { AskedMoney, ForOrder, Keyed, PaymentGateway } from "@amends/flows/gateway-ports";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toWire } from "../sandbox/wire.ts";
import { collectOf, refundOf } from "./requests.ts";

export type PaymentSubject = {
  readonly gateway: PaymentGateway;
  /** What this gateway can do besides refunding. What it cannot it refuses with `not_supported`, so that a person does it another way. */
  readonly can: { readonly collect: Ability; readonly pay: Ability };
  /** What the buyer does on their phone with what they were shown for a key. */
  readonly buyerAgrees?: (key: EffectId) => void;
  /** A payment that this gateway knows and that may be refunded; the sandbox bank knows any. */
  readonly paidBy?: Partial<Keyed<RefundTender> & ForOrder>;
  /** A key nobody used; the partner may remember those of earlier runs. */
  freshKey(): EffectId;
  /** A collection this gateway refuses. */
  readonly refusable: Omit<Keyed<CollectPayment>, "key">;
  /** How often the partner's own books moved money under a key. */
  movementsUnder(key: EffectId): Promise<number>;
  /** The gateway after its client, and the partner where it is ours, started anew. */
  restart(): Promise<PaymentGateway>;
  close(): Promise<void>;
};

type Ability = boolean | "when_the_buyer_agrees";

/** What every payment gateway must keep, whoever stands behind it. */
export const paymentContract = (name: string, open: () => Promise<PaymentSubject>): void => {
  describe(`payment gateway: ${name}`, () => {
    let subject: PaymentSubject;
    const refund = (key: EffectId) => refundOf(key, subject.paidBy);
    const collection = (key: EffectId) => {
      const { tenderNo: _tenderNo, ...paidBy } = subject.paidBy ?? {};
      return collectOf(key, paidBy);
    };
    /** Shown twice it is one movement, and nothing moves before the buyer has agreed. */
    const agreedTo = async (kind: "collect_payment" | "pay_compensation", request: ReturnType<typeof collection>) => {
      const place = { returnUrl: "https://shop.example/buyer/cases/1", ip: "203.0.113.7" };
      const shown = await subject.gateway.askBuyer({ ...request, kind }, place);
      expect(shown).toMatchObject({ kind: expect.stringMatching(/^(?:open_page|scan_code|confirm_in_wechat)$/) });
      expect((await subject.gateway.askBuyer({ ...request, kind }, place))?.kind).toBe(shown?.kind);
      expect(await subject.movementsUnder(request.key)).toBe(0);
      subject.buyerAgrees?.(request.key);
      return find(kind, request);
    };
    const find = (kind: AskedMoney["kind"], request: Keyed<RefundTender> | Keyed<CollectPayment>, gateway = subject.gateway) =>
      gateway.find(request.key, { tenderNo: 1, ...request, kind });
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.close());

    test("a refund is done and names its reference at the partner", async () => {
      const answer = await subject.gateway.refund(refund(subject.freshKey()));
      expect(answer).toMatchObject({ kind: "done", gatewayRef: expect.stringMatching(/./) });
    });

    test("a key that never arrived is not found", async () => {
      expect(await find("refund_tender", refund(subject.freshKey()))).toBeNull();
    });

    test("the same key twice gives the same bytes and moves money once", async () => {
      const request = refund(subject.freshKey());
      const first = await subject.gateway.refund(request);
      expect(toWire(await subject.gateway.refund(request))).toBe(toWire(first));
      expect(toWire(await find("refund_tender", request))).toBe(toWire(first));
      expect(await subject.movementsUnder(request.key)).toBe(1);
    });

    test("twins that arrive together are one refund", async () => {
      const request = refund(subject.freshKey());
      const answers = await Promise.all([1, 2, 3, 4].map(() => subject.gateway.refund(request)));
      expect(new Set(answers.map(toWire)).size).toBe(1);
      expect(await subject.movementsUnder(request.key)).toBe(1);
    });

    test("a collection moves money once and is found", async () => {
      const request = collection(subject.freshKey());
      const said = await subject.gateway.collect(request);
      if (subject.can.collect === false) return expect(said).toMatchObject({ kind: "refused", code: "not_supported" });
      const answer = said.kind === "pending" ? await agreedTo("collect_payment", request) : said;
      if (answer === null) throw new Error(`${request.key} was agreed to and is not found`);
      expect(answer.kind).toBe("done");
      expect(await find("collect_payment", request)).toEqual(answer);
      expect(await subject.movementsUnder(request.key)).toBe(1);
    });

    test("a payment on top moves money once and is found", async () => {
      const request = collection(subject.freshKey());
      const said = await subject.gateway.pay(request);
      if (subject.can.pay === false) return expect(said).toMatchObject({ kind: "refused", code: "not_supported" });
      const answer = said.kind === "pending" ? await agreedTo("pay_compensation", request) : said;
      expect(answer).toMatchObject({ kind: "done", gatewayRef: expect.stringMatching(/./) });
      expect(await find("pay_compensation", request)).toEqual(answer);
      expect(await subject.movementsUnder(request.key)).toBe(1);
    });

    test("a refusal is a value, final for its key, and moves nothing", async () => {
      const request = { ...subject.refusable, key: subject.freshKey() };
      const answer = await subject.gateway.collect(request);
      expect(answer).toMatchObject({ kind: "refused", message: expect.stringMatching(/./) });
      expect(await subject.gateway.collect(request)).toEqual(answer);
      expect(await subject.movementsUnder(request.key)).toBe(0);
    });

    test("an answer is the same after a restart", async () => {
      const request = refund(subject.freshKey());
      const before = await subject.gateway.refund(request);
      const restarted = await subject.restart();
      expect(toWire(await find("refund_tender", request, restarted))).toBe(toWire(before));
      expect(toWire(await restarted.refund(request))).toBe(toWire(before));
      expect(await subject.movementsUnder(request.key)).toBe(1);
    });
  });
};
