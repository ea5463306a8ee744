import type { customerDetail } from "@amends/contract/views/customer-view";
import type { ShownCustomer } from "@amends/flows/show-customer";
import type { z } from "zod";

export const customerDetailOf = ({ profile, currency, addresses, personId }: ShownCustomer): z.output<typeof customerDetail> => ({
  customerId: profile.customerId,
  externalId: profile.externalId,
  tier: profile.tier,
  methods: profile.methods.map(({ methodRef, tenderKind, label, balanceMinor }) => ({
    methodRef,
    kind: tenderKind,
    label,
    balance: balanceMinor === null ? null : { amountMinor: balanceMinor, currency },
  })),
  addresses: [...addresses],
  unmask: personId === null ? null : { personId, addressTextIds: [...profile.addressTextIds] },
});
