import type { StaffRole } from "@amends/flows/scope";
import type { DemoOperation } from "./operations.ts";

/** Printed on the first screen of a demo; worth nothing anywhere else. */
export const DEMO_PASSWORD = "try-amends-today";

export type DemoAccount = { readonly email: string; readonly name: string } & (
  | { readonly role: StaffRole }
  | { readonly role: "seller"; readonly sellerExternalId: string }
);

const STAFF: readonly (readonly [StaffRole, string])[] = [
  ["agent", "客服小叶"],
  ["complaint_owner", "投诉专员老郑"],
  ["supervisor", "主管沈姐"],
  ["finance", "财务小顾"],
  ["warehouse", "仓库老秦"],
  ["admin", "管理员"],
];

const FIRST_SELLER: Readonly<Record<string, string>> = {
  xianzhi: "p-digital",
  linli: "s-orchard",
  wanjia: "m-apparel",
  qinghe: "b-hangzhou",
};

/** The buyer a link of each shop is printed for. */
export const demoGuest = (code: string): string => `${code}-buyer-001`;

/** One account for each role of an operation, and one for a seller. */
export const demoAccounts = ({ code }: DemoOperation): readonly DemoAccount[] => {
  const sellerExternalId = FIRST_SELLER[code];
  return [
    ...STAFF.map(([role, name]) => ({ email: `${role.replace("_", "-")}@${code}.example`, name, role })),
    ...(sellerExternalId === undefined
      ? []
      : [{ email: `seller@${code}.example`, name: "商家值班", role: "seller" as const, sellerExternalId }]),
  ];
};
