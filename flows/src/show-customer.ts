import type { CustomerProfile } from "@amends/domain/intake/profiles";
import type { CustomerId, PersonId } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import type { Instant } from "@amends/domain/kernel/time";
import type { PostalContact } from "@amends/domain/party/postal-contact";
import type { ReadPorts, StoredCustomer } from "./read-ports.ts";
import { viewPersonalData } from "./reveal-personal-data.ts";
import { type Principal, scopeOf } from "./scope.ts";
import { UNMASKING_ROLES } from "./show-order.ts";

export type ShownCustomer = {
  readonly profile: CustomerProfile;
  /** What balances are counted in. */
  readonly currency: Currency;
  /** Masked; none where the reader has no use for them, or they were erased. */
  readonly addresses: readonly PostalContact[];
  /** Whose personal data these are, for those who may unmask them. */
  readonly personId: PersonId | null;
};

type Ports = Pick<ReadPorts, "customers" | "policy" | "personalData">;

export const showCustomer = async (
  ports: Ports,
  principal: Principal,
  named: { readonly customerId: CustomerId } | { readonly externalId: string },
  at: Instant,
): Promise<ShownCustomer | null> => {
  const scope = scopeOf(principal);
  const found =
    "customerId" in named
      ? await ports.customers.find(scope, named.customerId)
      : await ports.customers.findByExternalId(scope, named.externalId);
  return found === null ? null : shown(ports, principal, found, at);
};

const shown = async (
  { policy, personalData }: Ports,
  principal: Principal,
  { profile, personId }: StoredCustomer,
  at: Instant,
): Promise<ShownCustomer> => {
  const operation = await policy.operation(principal.operationId, at);
  if (operation === null) throw new Error(`broken invariant: ${principal.operationId} exists, its customer was found`);
  const texts = SEES_ADDRESSES.has(principal.role) ? await viewPersonalData(personalData, principal, personId, profile.addressTextIds) : [];
  return {
    profile,
    currency: operation.facts.currency,
    addresses: profile.addressTextIds.flatMap(textId => {
      const text = texts.find(candidate => candidate.textId === textId);
      return text?.kind === "address" ? [text.contact] : [];
    }),
    personId: UNMASKS.has(principal.role) ? personId : null,
  };
};

const UNMASKS: ReadonlySet<string> = new Set(UNMASKING_ROLES);
const SEES_ADDRESSES: ReadonlySet<string> = new Set([...UNMASKING_ROLES, "buyer"]);
