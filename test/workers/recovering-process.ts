import { instant } from "@amends/domain/kernel/time";
import { runRecourses } from "@amends/flows/run-recourses";
import { createPotStore } from "@amends/postgres/pots/pot-store";
import { createRecourseStore } from "@amends/postgres/recourse/recourse-store";
import pg from "pg";
import { RUNNING } from "../harness/a-case.ts";

/** Recovers what is due until nothing is, a few at a time, as a process that can be killed: `node recovering-process.ts <database>`. */
const [writerUrl = ""] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: writerUrl, max: 2 });
const ports = {
  recourses: createRecourseStore(pool),
  pots: createPotStore(pool),
  policy: { packByHash: async () => RUNNING },
  remindBuyer: async () => undefined,
};
const FEW = 3;
while ((await runRecourses(ports, instant(0), FEW)) > 0);
await pool.end();
