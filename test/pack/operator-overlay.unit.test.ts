import { explain } from "@amends/cli/explain";
import { readPacks } from "@amends/cli/packs";
import { loadRunningPack } from "@amends/domain/case/load-running-pack";
import type { PackSource } from "@amends/domain/policy/pack";
import { describeProblem } from "@amends/domain/policy/problem";
import { compiled } from "@amends/server/policy/compile-pack";
import { describe, expect, test } from "vitest";
import { readPack, sha256 } from "../policy/read-pack.ts";
import { overlayOf } from "./rewritten-pack.ts";

const BASE = readPack("policies/base");
const problems = (overlay: PackSource): readonly string[] => {
  const loaded = loadRunningPack(BASE, [overlay], sha256);
  return loaded.kind === "loaded" ? [] : loaded.problems.map(describeProblem);
};
const ours = (...row: [table: string, row: string, cells: Readonly<Record<string, string>>]) => problems(overlayOf(BASE, "ours", ...row));
const values = (parameters: PackSource["parameters"], texts: PackSource["texts"] = {}) =>
  problems({ ...overlayOf(BASE, "ours"), parameters, texts });

describe("an operator's overlay", () => {
  test("may go its own way where law leaves it open, for the better and for the worse", () => {
    expect(ours("reasons", "60.01", { windowAmount: "24" })).toEqual([]);
    expect(ours("freight", "F-3", { return: "'seller'" })).toEqual([]);
  });

  test("7P-1: nowhere gives less than law gives, neither by another row nor by one put before it", () => {
    const [replaced] = ours("seven_day", "7D-12", { verdict: "'refused'", refusal: "'window_closed'" });
    expect(replaced).toMatch(/^overlay ours: seven_day\/7D-12 \[verdict\]: it gives the buyer less than .*第二十五条.*\(below_law\)$/);
    const [inserted] = ours("seven_day", "OUR-1", { before: "'7D-12'", class: "'none'", verdict: "'review'" });
    expect(inserted).toMatch(/^overlay ours: seven_day\/OUR-1 \[verdict\].*\(below_law\)$/);
  });

  test("G-8: refuses on no ground that law bars, in a row or in what people may choose", () => {
    const [row] = ours("eligibility", "OUR-2", { before: "'EL-99'", verdict: "'refused'", refusal: "'sale_item'" });
    expect(row).toMatch(/^overlay ours: eligibility\/OUR-2 \[refusal\]: law bars “sale_item” .*\(barred_reason\)$/);
    expect(values({ "rejection.allowed": ["outside_window", "opened_for_inspection"] })).toEqual([
      "overlay ours: parameters/rejection.allowed: law bars “opened_for_inspection” as a ground of refusal (G-8): take it out (barred_reason)",
    ]);
  });

  test("V-1 to V-8: says no void term in a row or a text, and takes none off the list", () => {
    const [row] = ours("freight", "F-3", { "row.zh": "'特价不退，运费自理'" });
    expect(row).toMatch(/^overlay ours: freight\/F-3 \[row\.zh\]: F-3 says “特价不退” \(V-8\).*\(barred_term\)$/);
    const [text] = values({}, { "notice.resolved": { zh: { title: "完成", body: "签收即认可" }, en: { title: "Done", body: "Done" } } });
    expect(text).toMatch(/^overlay ours: texts\/notice\.resolved: it says “签收即认可” \(V-1\).*\(barred_term\)$/);
    const [list] = values({ "terms.barred.V-6": [] });
    expect(list).toMatch(/^overlay ours: parameters\/terms\.barred\.V-6: what is barred stays barred.*\(barred_term\)$/);
  });

  test("G-4: has nobody insured who did not ask for it", () => {
    const [row] = ours("compensation", "FI-1", { insured: "" });
    expect(row).toMatch(/^overlay ours: compensation\/FI-1 \[insured\]: .*\(G-4\): write true \(service_by_default\)$/);
  });

  test("G-6: charges sellers nothing without a formula and a cap", () => {
    const [uncapped] = ours("compensation", "LS-1", { maxMinor: "" });
    expect(uncapped).toMatch(/^overlay ours: compensation\/LS-1 \[maxMinor\]: .*has no cap.*\(penalty_without_cap\)$/);
    const [formless] = ours("compensation", "LS-1", { basisPoints: "0", minMinor: "0" });
    expect(formless).toMatch(/\[basisPoints\]: .*has no formula.*\(penalty_without_cap\)$/);
  });

  test("sets no parameter that nothing reads, nor one to something of another kind", () => {
    expect(values({ "negotiation.offerMax": 3 })).toEqual([
      "overlay ours: parameters/negotiation.offerMax: no pack below has this parameter, so nothing reads it: correct its name or leave it out (unknown_key)",
    ]);
    expect(values({ "negotiation.offersMax": "3" })[0]).toMatch(/write a number here.*\(bad_parameter\)$/);
  });

  test("ends a start with the overlay, the table, the row, the cell and what to do", () => {
    const content = { base: BASE, overlays: [overlayOf(BASE, "ours", "compensation", "LS-1", { maxMinor: "" })] };
    const start = () => {
      try {
        return compiled("ours", content).pack.hash;
      } catch (error) {
        return explain(error, "embedded");
      }
    };
    expect(start()).toMatchObject({
      exitCode: 16,
      text: expect.stringMatching(
        /^pack_refused: .*\nours:\n {2}overlay ours: compensation\/LS-1 \[maxMinor\]: .*write the most that may be charged/,
      ),
    });
  });
});

test("the overlays that come with the default rules are held to the same and pass", () => {
  const folders = ["cross-border", "sop-3c", "sop-cosmetics", "sop-fresh"].map(folder => `policies/${folder}`);
  const faults = [...readPacks(folders)].flatMap(([, { base, overlays }]) => {
    const loaded = loadRunningPack(base, overlays, sha256);
    return loaded.kind === "loaded" ? [] : loaded.problems.map(describeProblem);
  });
  expect(faults).toEqual([]);
});
