import type { Vocabulary } from "@amends/domain/policy/vocabulary";
import { SELLER_TEAM } from "@amends/domain/work/route-item";
import type { Account } from "../identity/ports.ts";
import type { WorkAgentRow } from "./work-ports.ts";

type Desk = Pick<WorkAgentRow, "teams" | "skills">;

const FIRST_LINE = { teams: ["first_line", "logistics", "vip"], skills: ["general", "fresh", "repair", "logistics", "vip"] };
const COMPLAINTS = { teams: ["complaints"], skills: ["complaint", "safety"] };
const FINANCE = { teams: ["finance"], skills: ["refund"] };
const WAREHOUSE = { teams: ["warehouse"], skills: ["inspection"] };
const SELLER = { teams: [SELLER_TEAM], skills: ["seller"] };
const EVERYTHING = [FIRST_LINE, COMPLAINTS, FINANCE, WAREHOUSE];

const DESK_OF: Readonly<Record<Account["role"], Desk>> = {
  agent: FIRST_LINE,
  complaint_owner: COMPLAINTS,
  finance: FINANCE,
  warehouse: WAREHOUSE,
  seller: SELLER,
  supervisor: { teams: EVERYTHING.flatMap(({ teams }) => teams), skills: EVERYTHING.flatMap(({ skills }) => skills) },
  admin: { teams: EVERYTHING.flatMap(({ teams }) => teams), skills: EVERYTHING.flatMap(({ skills }) => skills) },
};

/** Things at once, until somebody says otherwise. */
const CAPACITY = 5;

/** What an account can do on its first day: what its role does, as far as the pack's routing table knows it. A supervisor changes it. */
export const startingAgent = (account: Account, vocabulary: Vocabulary): Omit<WorkAgentRow, "load" | "isOnDuty" | "dutySince"> => {
  const { teams, skills } = DESK_OF[account.role];
  const known = (field: "team" | "skill", words: readonly string[]) => words.filter(word => vocabulary[field]?.includes(word) ?? true);
  return {
    accountId: account.accountId,
    name: account.name,
    role: account.role,
    sellerId: account.role === "seller" ? account.sellerId : null,
    teams: known("team", teams),
    skills: known("skill", skills),
    languages: ["zh", "en"],
    capacity: CAPACITY,
    shifts: [],
  };
};
