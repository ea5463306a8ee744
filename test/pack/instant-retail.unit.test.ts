import { loadRunningPack } from "@amends/domain/case/load-running-pack";
import { checkStages } from "@amends/domain/evaluation/check-stages";
import type { RefundOnlyKind, ServiceType } from "@amends/domain/intake/service-type";
import { findUnreachableRows } from "@amends/domain/policy/report";
import { serviceStandard } from "@amends/domain/promise/service-standard";
import { describe, expect, test } from "vitest";
import { BASE } from "../evaluation/base-pack.ts";
import { compiledPack, readPack, sha256 } from "../policy/read-pack.ts";

const PACK = compiledPack("policies/base", ["policies/instant-retail"]);

describe("goods brought within the hour, for an operation that names these rules", () => {
  test("have rules that stand on the default pack, hide none of it, and promise nobody graver less", () => {
    expect(checkStages(PACK)).toEqual([]);
    expect(findUnreachableRows(PACK.tables.get("promises") ?? expect.fail("no such table"))).toEqual([]);
    expect(loadRunningPack(readPack("policies/base"), [readPack("policies/instant-retail")], sha256)).toMatchObject({ kind: "loaded" });
  });

  const reviewed = (pack: typeof PACK, type: ServiceType, kind: RefundOnlyKind | null) => {
    const context = {
      step: { type: "review", owner: "seller" },
      request: { type, kind },
      severity: { level: "p4" },
      buyer: { tier: "standard" },
    };
    const { rowId, silenceSeconds, onSilence, standardSeconds } = serviceStandard(pack, context);
    return [rowId, silenceSeconds, onSilence, standardSeconds];
  };

  test.each([
    ["PR-05", "refund_only", "pre_ship", 900, 600],
    ["PR-06", "refund_only", "unreturnable", 14_400, 3600],
    ["PR-06", "return_refund", null, 14_400, 3600],
  ] as const)(
    "%s: a seller who does not answer a %s %s has agreed within minutes or hours, and not days",
    (row, type, kind, silence, standard) => {
      expect(reviewed(PACK, type, kind)).toEqual([row, silence, "approved", standard]);
      expect(Number(reviewed(BASE, type, kind)[1])).toBeGreaterThanOrEqual(86_400);
    },
  );
});
