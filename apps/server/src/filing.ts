import { createHash, hash, randomBytes } from "node:crypto";
import type { FilingPorts } from "@amends/flows/file-case";
import { createCaseNumbers, createCaseStore } from "@amends/postgres/cases/case-store";
import { createPersonalDataCipher } from "@amends/vault/personal-data-cipher";
import type pg from "pg";

type Given = Pick<FilingPorts, "policy" | "clock" | "calendars" | "evidence" | "committed"> & {
  readonly pool: pg.Pool;
  readonly masterKey: Uint8Array;
};

/** What filing and commanding cases need. */
export const createFiling = ({ pool, masterKey, ...given }: Given): FilingPorts => ({
  ...given,
  cases: createCaseStore(pool),
  sha256: bytes => hash("sha256", bytes, "buffer"),
  personalData: createPersonalDataCipher(masterKey),
  chance: length => randomBytes(length),
  nextShortNo: createCaseNumbers(pool, shortNumberKey(masterKey)),
});

/** A small number that every server of an installation agrees on, so that their case numbers are shuffled alike. */
const shortNumberKey = (masterKey: Uint8Array): number =>
  createHash("sha256").update("case numbers").update(masterKey).digest().readUInt32BE(0) >>> 8;
