import type { NativeRecord } from "@amends/contract/import/native-record";
import type { Chance } from "./chance.ts";
import type { DemoOperation } from "./operations.ts";
import { makeContact, SOURCE } from "./people.ts";

type NativeReceiver = Extract<NativeRecord, { readonly kind: "receiver" }>;

type Row = Pick<NativeReceiver, "externalId" | "name" | "takesInAs"> & { readonly contact: string };

/** Each operation has somebody who examines what two sides disagree about, and the brand repairs its own goods. */
const RECEIVERS: Readonly<Record<string, readonly Row[]>> = {
  xianzhi: [{ externalId: "r-check", name: "闲置检测中心", takesInAs: "inspector", contact: "检测中心收货组" }],
  linli: [{ externalId: "r-lab", name: "邻里品控中心", takesInAs: "inspector", contact: "品控收样组" }],
  wanjia: [{ externalId: "r-lab", name: "万佳鉴定中心", takesInAs: "inspector", contact: "鉴定收样组" }],
  qinghe: [
    { externalId: "r-lab", name: "青禾质检中心", takesInAs: "inspector", contact: "质检收样组" },
    { externalId: "r-repair", name: "青禾维修中心", takesInAs: "repairer", contact: "维修收件组" },
  ],
};

export const makeReceivers = ({ code }: DemoOperation, chance: Chance): readonly NativeReceiver[] =>
  (RECEIVERS[code] ?? []).map(({ contact, ...row }, index) => ({
    kind: "receiver",
    source: SOURCE,
    sourceVersion: 1,
    ...row,
    returnAddresses: [{ addressNo: 1, isDefault: true, contact: makeContact(contact, `0571-8600010${index}`, chance) }],
  }));
