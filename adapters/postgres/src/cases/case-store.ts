import { type ShortNumber, shortNumberOf } from "@amends/domain/kernel/short-number";
import type { CaseStore } from "@amends/flows/case-ports";
import type pg from "pg";
import { pricesSince } from "../catalogue/price-history.ts";
import { createKnownCases } from "./known-cases.ts";
import { readCases, readOrders } from "./read-case.ts";
import { recallCases } from "./recall-case.ts";
import { writeCommands } from "./write-command.ts";
import { writeFilings } from "./write-filing.ts";

export const createCaseStore = (pool: pg.Pool): CaseStore => {
  const known = createKnownCases();
  const writeFiling = writeFilings(pool);
  const writeCommand = writeCommands(pool);
  return {
    loadOrder: readOrders(pool, known),
    pricesSince: (scope, order, ask) => pricesSince(pool, scope, order, ask),
    loadCase: readCases(pool, known),
    recallCase: recallCases(known),
    commitFiling: async write => {
      const result = await writeFiling(write);
      if (result === "committed") known.filed(write);
      return result;
    },
    commitCommand: async write => {
      const result = await writeCommand(write);
      if (result === "committed") known.commanded(write);
      return result;
    },
  };
};

/** How far the database's sequence moves at once; each server hands out the numbers in between by itself. */
const BLOCK = 100;

/** Case numbers from blocks: a number may be left out when a server stops, none is ever given twice. `key` shuffles them so that they tell no volume. */
export const createCaseNumbers = (pool: pg.Pool, key: number): (() => Promise<ShortNumber>) => {
  let next = 0;
  let left = 0;
  let fetching: Promise<void> | null = null;
  const fetchBlock = async (): Promise<void> => {
    const { rows } = await pool.query<{ readonly first: string }>({
      name: "next_case_numbers",
      text: "select nextval('case_numbers') as first",
    });
    next = Number(rows[0]?.first);
    left = BLOCK;
    fetching = null;
  };
  return async () => {
    while (left === 0) {
      fetching ??= fetchBlock();
      await fetching;
    }
    left -= 1;
    next += 1;
    return shortNumberOf(next - 1, key);
  };
};
