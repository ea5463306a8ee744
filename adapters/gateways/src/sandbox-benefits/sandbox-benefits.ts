import type { GrantBenefit } from "@amends/domain/case/effect";
import { bodyOf, type CustomerId, type EffectId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import { BENEFIT_KINDS, type Benefit } from "@amends/domain/remedy/benefit";
import type { BenefitGateway, Keyed } from "@amends/flows/gateway-ports";
import { memoryJournal } from "../sandbox/journal.ts";
import { createMischiefs } from "../sandbox/mischief.ts";
import { createPartner, type Decided, type PartnerOptions, refused } from "../sandbox/partner.ts";

export type GivenBenefit = {
  readonly key: EffectId;
  readonly customerId: CustomerId;
  readonly benefit: Benefit;
  readonly grantRef: string;
};

/** What the marketing system knows by itself. */
export type BenefitBooks = {
  /** From now on nothing of this kind is given: the host has no such programme. */
  stopOffering(kind: Benefit["kind"]): Promise<void>;
  given(): Promise<readonly GivenBenefit[]>;
};

type BenefitNote = ({ readonly note: "given" } & GivenBenefit) | { readonly note: "stopped"; readonly kind: Benefit["kind"] };

export type SandboxBenefits = BenefitGateway & BenefitBooks & { settleDue(): Promise<void> };

/** A host's marketing system that gives coupons, points, gifts and longer warranties, each once under its key, and keeps a list of them. */
export const createSandboxBenefits = ({
  clock,
  journal = memoryJournal(),
  mischiefs = createMischiefs(),
  onSettled = () => undefined,
}: PartnerOptions): SandboxBenefits => {
  const given: GivenBenefit[] = [];
  const offered = new Set<Benefit["kind"]>(BENEFIT_KINDS);
  const apply = (note: BenefitNote): void => {
    if (note.note === "stopped") offered.delete(note.kind);
    else given.push({ key: note.key, customerId: note.customerId, benefit: note.benefit, grantRef: note.grantRef });
  };
  const partner = createPartner<BenefitNote>({ clock, journal, mischiefs, onSettled, apply });
  return {
    grant: ({ key, benefitNo, customerId, benefit, currency }: Keyed<GrantBenefit>) => {
      const { worthMinor, ...what } = benefit;
      const asked = { method: "grant", benefitNo, customerId, currency, worthMinor: String(worthMinor), ...what };
      const decide = (at: Instant): Decided<{ readonly grantRef: string }, BenefitNote> => {
        if (!offered.has(benefit.kind))
          return { answer: refused("benefit_not_offered", `${key}: no ${benefit.kind} is given here`), note: null };
        const grantRef = `benefit-${bodyOf(key)}`;
        return { answer: { kind: "done", at, grantRef }, note: { note: "given", key, customerId, benefit, grantRef } };
      };
      return partner.call({ method: "grant", key, asked, decide });
    },
    stopOffering: kind => partner.note({ note: "stopped", kind }),
    given: () => partner.read(() => [...given]),
    settleDue: partner.settleDue,
  };
};
