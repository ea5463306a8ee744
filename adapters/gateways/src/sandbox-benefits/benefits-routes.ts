import { type CustomerId, isId } from "@amends/domain/kernel/ids";
import { BENEFIT_KINDS, type Benefit } from "@amends/domain/remedy/benefit";
import type { Routes } from "../sandbox/http-shell.ts";
import { SandboxMisused } from "../sandbox/partner.ts";
import { countIn, currencyIn, effectIdIn, type Fields, fieldsOf, minorIn, textIn } from "../sandbox/request-fields.ts";
import type { SandboxBenefits } from "./sandbox-benefits.ts";

export const benefitsRoutes = (benefits: SandboxBenefits): Routes => ({
  "/benefits/grant": fields =>
    benefits.grant({
      key: effectIdIn(fields, "key"),
      benefitNo: countIn(fields, "benefitNo"),
      customerId: customerIdIn(fields),
      benefit: benefitIn(fieldsOf(fields["benefit"])),
      currency: currencyIn(fields, "currency"),
    }),
  "/benefits/stop": fields => benefits.stopOffering(kindIn(fields)),
  "/benefits/given": () => benefits.given(),
});

const benefitIn = (fields: Fields): Benefit => {
  const kind = kindIn(fields);
  const worthMinor = minorIn(fields, "worthMinor");
  switch (kind) {
    case "coupon":
      return { kind, worthMinor, validDays: countIn(fields, "validDays") };
    case "points":
      return { kind, worthMinor, points: countIn(fields, "points") };
    case "gift":
      return { kind, worthMinor, skuId: textIn(fields, "skuId"), quantity: countIn(fields, "quantity") };
    case "extended_warranty":
      return { kind, worthMinor, months: countIn(fields, "months") };
  }
};

const kindIn = (fields: Fields): Benefit["kind"] => {
  const kind = BENEFIT_KINDS.find(candidate => candidate === fields["kind"]);
  if (kind === undefined) throw new SandboxMisused(`field kind must be one of ${BENEFIT_KINDS.join(", ")}`);
  return kind;
};

const customerIdIn = (fields: Fields): CustomerId => {
  const value = textIn(fields, "customerId");
  if (!isId("customer", value)) throw new SandboxMisused("field customerId must be the id of a customer");
  return value;
};
