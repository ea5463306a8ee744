import type { CustomerId, OperationId, ReceiverId, SellerId, TextId } from "../kernel/ids.ts";
import type { CustomerMethod, CustomerTier, TakesInAs } from "../order/host-record.ts";

/** What we keep of a customer as the host described them: facts and references, no personal data. */
export type CustomerProfile = {
  readonly customerId: CustomerId;
  readonly operationId: OperationId;
  readonly externalId: string;
  readonly tier: CustomerTier;
  readonly riskSignals: readonly string[];
  readonly nameTextId: TextId | null;
  readonly phoneTextId: TextId | null;
  readonly emailTextId: TextId | null;
  readonly addressTextIds: readonly TextId[];
  readonly methods: readonly CustomerMethod[];
};

export type SellerProfile = {
  readonly sellerId: SellerId;
  readonly operationId: OperationId;
  readonly externalId: string;
  readonly name: string;
  readonly isTrader: boolean;
  readonly flagship: boolean;
  readonly closed: boolean;
  readonly returnAddresses: readonly ReturnAddress[];
};

/** Somebody other than a seller who takes goods in; `sellerId` null = for every seller of the operation. */
export type ReceiverProfile = {
  readonly receiverId: ReceiverId;
  readonly operationId: OperationId;
  readonly externalId: string;
  readonly name: string;
  readonly takesInAs: TakesInAs;
  readonly sellerId: SellerId | null;
  readonly closed: boolean;
  readonly returnAddresses: readonly ReturnAddress[];
};

/** One numbered entry of a seller's or a receiver's address book; the text holds the contact. */
export type ReturnAddress = { readonly addressNo: number; readonly isDefault: boolean; readonly contactTextId: TextId | null };
