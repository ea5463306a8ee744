import { readFile } from "node:fs/promises";
import { closeFaults } from "@amends/domain/reconciliation/daily-close";
import { readClose } from "@amends/flows/reconciliation/read-close";
import { sha256Hashing, verifyWithKey } from "@amends/vault/close-signer";
import { CliError } from "./cli-error.ts";
import { readOptions } from "./options.ts";
import type { Command } from "./surroundings.ts";

export const closeCommand: Command = {
  usage: `amends close verify FILE... [--key PEM]
  checks the signed closes of days, without a server or a database: the signature (by the key in PEM, else by the one in the file), that each opening, debit
  and credit makes its closing, that all of them sum to nothing, and that files of days that follow each other are one chain. Exit: 0 right, 1 not right.`,
  run: async (args, { out, err }) => {
    const { values, positionals } = readOptions(args, { key: { type: "string" } });
    const [deed, ...files] = positionals;
    if (deed !== "verify" || files.length === 0)
      throw new CliError("missing_option", "Give verify and at least one file.", closeCommand.usage);
    const key = values.key === undefined ? null : await readFile(values.key, "utf8");
    const closes = await Promise.all(files.map(file => checked(file, key)));
    const inOrder = closes.toSorted((left, right) => (left.day < right.day ? -1 : 1));
    const faults = [...inOrder.flatMap(({ file, faults: own }) => own.map(fault => `${file}: ${fault}`)), ...brokenLinks(inOrder)];
    for (const { day, keyId } of inOrder) out(`${day} ${keyId}`);
    for (const fault of faults) err(fault);
    if (key === null) err("Checked with the key in the file: compare its number with the one you were given.");
    return faults.length === 0 ? 0 : 1;
  },
};

type Checked = {
  readonly file: string;
  readonly day: string;
  readonly keyId: string;
  readonly hash: string;
  readonly previousHash: string | null;
  readonly faults: readonly string[];
};

const checked = async (file: string, key: string | null): Promise<Checked> => {
  const { payload, signature, publicKey } = fieldsOf(file, await readFile(file, "utf8"));
  const bytes = Buffer.from(payload, "base64");
  const { isValid, keyId } = verifyWithKey(key ?? publicKey, bytes, Buffer.from(signature, "base64"));
  const hash = sha256Hashing.start();
  hash.update(bytes);
  if (!isValid)
    return {
      file,
      day: "",
      keyId,
      hash: hash.end(),
      previousHash: null,
      faults: ["the signature is not by this key, or the content was changed"],
    };
  const summary = readClose({ summary: bytes.toString("utf8") });
  return {
    ...{ file, day: summary.day, keyId, hash: hash.end(), previousHash: summary.previousHash },
    faults: closeFaults(summary).map(place => `${place} does not add up`),
  };
};

const brokenLinks = (closes: readonly Checked[]): readonly string[] =>
  closes.flatMap((close, place) => {
    const before = closes[place - 1];
    return before === undefined || before.hash === close.previousHash ? [] : [`${close.file}: does not follow ${before.file}`];
  });

const fieldsOf = (file: string, text: string): { readonly payload: string; readonly signature: string; readonly publicKey: string } => {
  const read: unknown = parsed(text);
  const isSigned = typeof read === "object" && read !== null && "payload" in read && "signature" in read && "publicKey" in read;
  if (!isSigned) throw new CliError("bad_option", `${file} is no signed close.`, "Give it a file downloaded as signed.json.");
  return { payload: String(read.payload), signature: String(read.signature), publicKey: String(read.publicKey) };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
