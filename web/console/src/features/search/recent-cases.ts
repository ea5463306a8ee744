import { id } from "@amends/contract/wire";
import type { CaseId } from "@amends/domain/kernel/ids";
import { z } from "zod";

const NAME = "amends.console.recent-cases";
const KEPT_MAX = 6;
const kept = z.array(id("case"));

/** Which cases were looked at last in this tab, latest first. Only their ids are kept: what they are about is asked again. */
export const recentCases = (): readonly CaseId[] => {
  try {
    const parsed = kept.safeParse(JSON.parse(sessionStorage.getItem(NAME) ?? "[]"));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
};

export const keepRecentCase = (caseId: CaseId): void => {
  const others = recentCases().filter(other => other !== caseId);
  sessionStorage.setItem(NAME, JSON.stringify([caseId, ...others].slice(0, KEPT_MAX)));
};
