import type { SellerId } from "@amends/domain/kernel/ids";
import type { Scope } from "./scope.ts";

export type ListedSeller = {
  readonly sellerId: SellerId;
  readonly name: string;
  readonly externalId: string;
  readonly isTrader: boolean;
  readonly closed: boolean;
};

export type SellerCursor = { readonly name: string; readonly sellerId: SellerId };

export type SellerReader = {
  /** By name; of those whose name holds `q`, or whose number with the host or id it is. A buyer's scope has none. */
  list(
    scope: Scope,
    page: { readonly q: string | null; readonly after: SellerCursor | null; readonly limit: number },
  ): Promise<readonly ListedSeller[]>;
};
