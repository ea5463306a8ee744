import { readFile } from "node:fs/promises";
import { errorReference } from "@amends/contract/error-reference";
import { PROBLEM_CODES, PROBLEMS, placeholdersOf, refuse, sentencesOf } from "@amends/contract/errors";
import { problemBody, problemBodyOf, problemCodeOf } from "@amends/contract/problem";
import { IMPORT_ERROR_CODES } from "@amends/domain/order/import-error";
import { describe, expect, it } from "vitest";
import { STATUS } from "./problems.ts";

describe("the catalogue of problems", () => {
  it.each(PROBLEM_CODES)("%s says the same in both languages: same parameters, and what to do", code => {
    const { zh, en } = PROBLEMS[code];
    const names = (text: typeof zh | typeof en) => [...new Set(placeholdersOf(`${text.title}${text.detail}${text.advice}`))].sort();
    expect(names(en)).toEqual(names(zh));
    expect(zh.detail).toMatch(/[。}]$/);
    expect(zh.advice).toMatch(/。$/);
    expect(en.advice).toMatch(/\.$/);
    expect(`${zh.title}${zh.detail}`).not.toMatch(/系统繁忙|操作失败/);
  });

  it("every code has a status of its class, and every status belongs to a code", () => {
    expect(Object.keys(STATUS).sort()).toEqual(PROBLEM_CODES);
    for (const code of PROBLEM_CODES) expect(STATUS[code]).toSatisfy((status: number) => status >= 400 && status < 600);
  });

  it("the reference holds every code and no other, word for word", async () => {
    const written = await readFile(new URL("../../../docs/reference/errors.md", import.meta.url), "utf8");
    const documented = [...written.matchAll(/^\| `([a-z0-9_]+)` \|/gm)].map(([, code]) => code);
    expect(documented).toEqual([...PROBLEM_CODES, ...IMPORT_ERROR_CODES]);
    expect(written).toBe(errorReference(code => STATUS[code]));
  });

  it("a refusal is told with its id and what to do, in the caller's language", () => {
    const refusal = refuse("stale_version", { id: "case_1", currentVersion: 8, givenVersion: 7 });
    expect(sentencesOf(refusal, "zh").detail).toBe("没有保存：case_1 现在是版本 8，您基于的是版本 7。");
    const body = problemBodyOf(refusal, { status: 412, language: "en", instance: "/requests/r1" });
    expect(problemBody.parse(body)).toEqual(body);
    expect(body).toMatchObject({ type: "/problems/stale_version", code: "stale_version", params: { currentVersion: 8 } });
    expect(body.detail).toBe(
      "Not saved: case_1 is at version 8, you started from version 7. Reload, look at what is new, then decide again.",
    );
  });

  it("what is a code for programs is a word in a Chinese sentence, and the parameter stays the code", () => {
    const refusal = refuse("step_not_open", { shortNo: "4711", step: "inspect" });
    expect(sentencesOf(refusal, "zh").detail).toBe("没有保存：售后单 4711 目前没有等待“验货”的步骤。");
    expect(problemBodyOf(refusal, { status: 409, language: "zh" }).params).toEqual({ shortNo: "4711", step: "inspect" });
    expect(sentencesOf(refuse("kind_not_for_type", { serviceType: "exchange" }), "zh").detail).toBe("没有保存：“换货”不带仅退款种类。");
    expect(sentencesOf(refuse("step_not_open", { shortNo: "4711", step: "toString" }), "zh").detail).toContain("toString");
  });

  it("a parameter that looks like a placeholder is not filled again", () => {
    expect(sentencesOf(refuse("not_found", { id: "{id}{role}" }), "en").detail).toContain("{id}{role} does not exist");
  });

  it("a client reads the code of an answer and trusts no other content", () => {
    expect(problemCodeOf({ code: "not_found" })).toBe("not_found");
    for (const other of [{ code: "invented" }, { code: 1 }, "not_found", null, {}]) expect(problemCodeOf(other)).toBeUndefined();
  });
});
