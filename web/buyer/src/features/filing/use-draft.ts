import { type Money, totalOf } from "@amends/ui/format/amount";
import { fenOf } from "@amends/ui/format/yuan";
import { useQuery } from "@tanstack/react-query";
import type { OrderDetail } from "../orders/api/get-order.ts";
import { NO_RECIPIENT } from "./amendment-fields.tsx";
import { methodsQuery, type PayMethod, reasonsQuery, type Variant, variantsQuery } from "./api/get-choices.ts";
import { NO_SHARE } from "./bad-share-field.tsx";
import type { Amendment, AmendmentKind, Filed, FilingSubject } from "./filing-of.ts";
import type { Said } from "./kept-draft.ts";
import { kilometresOf } from "./kilometres.ts";
import { covers } from "./method-choice.tsx";
import type { KeptDraft } from "./use-kept-draft.ts";

/** What the buyer has said so far, with what the server says it would mean. Everything known is filled in; null where a choice is still open. */
export const useDraft = (order: OrderDetail, subject: FilingSubject, { said, words, say }: Pick<KeptDraft, "said" | "words" | "say">) => {
  const { pieces, sellerId, option } = subject;
  const [first] = pieces;
  const left = sellerId === null ? (first?.left ?? 1) : 1;
  const quantity = Math.min(said.quantity ?? left, left);
  const { condition = "unopened", pickedSku = null, amendmentKind = "address", recipient = NO_RECIPIENT } = said;
  const { typedAmount = "", share = NO_SHARE, kilometres = "" } = said;
  const usedKilometres = kilometresOf(kilometres);

  const isAmending = option.type === "amend_order";
  const isExchanging = option.type === "exchange" || (isAmending && amendmentKind === "items");
  const isAgreed = option.refundOnlyKind === "agreed";
  const reasons = useQuery(reasonsQuery(order.orderId, subject, quantity, { damageBasisPoints: share.basisPoints, usedKilometres }));
  const wanted = said.reason ?? option.reason;
  const found = reasons.data?.reasons.find(candidate => candidate.reason === wanted);
  // What was chosen before a pause may not be open any more.
  const reason = reasons.data === undefined || found !== undefined ? wanted : option.reason;
  const terms = found ?? option;

  const lineNo = first?.line.lineNo ?? 1;
  const serviceType = isAmending ? "amend_order" : "exchange";
  const variants = useQuery({ ...variantsQuery(order.orderId, { lineNo, quantity, serviceType, reason }), enabled: isExchanging });
  const variant = isExchanging ? chosenVariant(variants.data ?? [], pickedSku) : null;

  const isRepaying = isAmending && amendmentKind === "payment";
  const owed = owedOf(variant, isRepaying ? totalOf(order.tenders.map(({ paid }) => paid)) : null);
  const { data: methods = [] } = useQuery({ ...methodsQuery(order.customerId), enabled: owed !== null });
  const payable = isRepaying ? methods.filter(({ methodRef }) => order.tenders.every(tender => tender.methodRef !== methodRef)) : methods;
  const picked = payable.find(({ methodRef }) => methodRef === said.pickedMethod)?.methodRef;
  const method = picked ?? (isRepaying ? null : usualMethod(order, payable, owed));
  const agreedMinor = isAgreed ? fenOf(typedAmount) : null;
  const agreed = agreedMinor === null ? null : { amountMinor: agreedMinor, currency: order.paid.currency };

  const amendment = isAmending ? amendmentOf(amendmentKind, recipient, method) : null;
  const lacking = lackingOf({
    variant: isExchanging && variant === null,
    method: owed !== null && method === null,
    amount: isAgreed && agreed === null,
    address: isAmending && amendment === null,
  });
  const filed: Omit<Filed, "contestsRefusal"> = {
    ...subject,
    orderId: order.orderId,
    reason,
    quantity,
    statement: words.trim() === "" ? null : words.trim(),
    condition,
    damageBasisPoints: terms.asksShare ? share.basisPoints : null,
    usedKilometres: terms.asksKilometres ? usedKilometres : null,
    replacementSkuId: variant?.skuId ?? null,
    differenceBy: owed === null || isRepaying ? null : method,
    agreed,
    amendment,
  };
  // Of a share or a distance nobody has said yet no sum can be promised.
  const isOpen = (terms.asksShare && share.basisPoints === null) || (terms.asksKilometres && usedKilometres === null);
  const isPlain = quantity === left && !terms.asksShare && !terms.asksKilometres;
  const isTermsKnown = !reasons.isPlaceholderData && !isOpen && (isPlain || terms !== option);
  return {
    filed,
    lacking,
    terms,
    left,
    back: isAgreed ? agreed : isTermsKnown ? totalOf(terms.back.map(({ amount }) => amount)) : null,
    reasons: reasons.data?.reasons ?? [],
    medicalConsent: reasons.data?.medicalConsent ?? null,
    variants: isExchanging ? (variants.data ?? null) : null,
    methods: owed === null ? null : payable,
    owed,
    method,
    isAmending,
    isExchanging,
    isAgreed,
    isRepaying,
    amendmentKind,
    recipient,
    typedAmount,
    share,
    kilometres,
    setKilometres: (to: string) => say({ kilometres: to }),
    setShare: (to: NonNullable<Said["share"]>) => say({ share: to }),
    setQuantity: (to: number) => say({ quantity: to }),
    setReason: (to: string) => say({ reason: to }),
    setCondition: (to: NonNullable<Said["condition"]>) => say({ condition: to }),
    setSku: (to: string) => say({ pickedSku: to }),
    setMethod: (to: string) => say({ pickedMethod: to }),
    setAmendmentKind: (to: NonNullable<Said["amendmentKind"]>) => say({ amendmentKind: to }),
    setRecipient: (to: NonNullable<Said["recipient"]>) => say({ recipient: to }),
    setTypedAmount: (to: string) => say({ typedAmount: to }),
  };
};

export type Lacking = "variant" | "method" | "amount" | "address";

/** The first thing that is still open; null where all that is needed was said. */
const lackingOf = (isLacking: Readonly<Record<Lacking, boolean>>): Lacking | null => LACKING.find(each => isLacking[each]) ?? null;

const LACKING = ["variant", "method", "amount", "address"] as const satisfies readonly Lacking[];

/** Where one thing alone can be taken, it is. */
const chosenVariant = (variants: readonly Variant[], picked: string | null): Variant | null => {
  const open = variants.filter(({ verdict }) => verdict !== "refused");
  const own = open.find(({ isBought }) => isBought);
  return (
    open.find(({ skuId }) => skuId === picked) ?? (picked === null ? (own ?? (open.length === 1 ? open[0] : undefined)) : undefined) ?? null
  );
};

const owedOf = (variant: Variant | null, repaid: Money | null): Money | null =>
  repaid ?? (variant?.difference.kind === "pay" ? variant.difference.amount : null);

/** A difference is paid as the order was, where that still covers it. */
const usualMethod = ({ tenders }: OrderDetail, methods: readonly PayMethod[], owed: Money | null): string | null => {
  const able = methods.filter(candidate => covers(candidate, owed));
  const asBefore = able.find(({ methodRef }) => tenders.some(tender => tender.methodRef === methodRef));
  return (asBefore ?? able[0])?.methodRef ?? null;
};

const amendmentOf = (kind: AmendmentKind, { phone, ...recipient }: typeof NO_RECIPIENT, method: string | null): Amendment | null => {
  switch (kind) {
    case "items":
      return { kind };
    case "payment":
      return method === null ? null : { kind, methodRef: method };
    case "address": {
      const isWhole = Object.values(recipient).every(text => text.trim() !== "");
      return isWhole ? { kind, recipient: { ...recipient, phone: phone.trim() === "" ? null : phone.trim() } } : null;
    }
  }
};
