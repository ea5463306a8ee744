import type { BatchStore } from "@amends/flows/batch-ports";
import type pg from "pg";
import { createBatchBooks } from "./batch-store.ts";
import { createBatchWork } from "./batch-work.ts";

export const createBatchStore = (pool: pg.Pool): BatchStore => ({ ...createBatchBooks(pool), ...createBatchWork(pool) });
