import { writeFileSync } from "node:fs";
import { readOutcomes } from "../test/pack/reason-outcomes.ts";
import { compiledPack } from "../test/policy/read-pack.ts";
import { reasonsPage } from "./reasons-page.ts";

/** Writes `docs/reference/reasons.md` from the hand-written outcomes and the words of the default pack; a test says when it is no longer current. */
writeFileSync(new URL("../docs/reference/reasons.md", import.meta.url), reasonsPage(readOutcomes(), compiledPack("policies/base")));
