import type { WordsLike } from "@amends/ui/words/zh";
import { accountEn } from "./account.ts";
import { actionEn } from "./action.ts";
import { batchEn } from "./batch.ts";
import { caseEn } from "./case.ts";
import { decisionEn } from "./decision.ts";
import { eventEn } from "./event.ts";
import { partnerEn } from "./partner.ts";
import { queueEn } from "./queue.ts";
import { stepEn } from "./step.ts";
import { stuckEn } from "./stuck.ts";
import { teamEn, workEn } from "./work.ts";
import type { zh } from "./zh.ts";

export const en: WordsLike<typeof zh> = {
  account: accountEn,
  batch: batchEn,
  partner: partnerEn,
  app: "Amends console",
  signIn: {
    ended: "Your session has ended. Sign in again and you are back where you were.",
    title: "Sign in",
    operation: "Operation code",
    operationHint: "The short code your administrator gave you, such as wanjia",
    email: "E-mail",
    password: "Password",
    submit: "Sign in",
    required: "Please fill this in",
    signOut: "Sign out",
  },
  role: {
    buyer: "Buyer",
    seller: "Seller",
    agent: "Agent",
    complaint_owner: "Complaint owner",
    supervisor: "Supervisor",
    finance: "Finance",
    warehouse: "Warehouse",
    admin: "Administrator",
    integrator: "API",
    system: "System",
  },
  rail: {
    label: "Jobs",
    work: "My queue",
    team: "Team",
    cases: "Cases",
    finance: "Finance",
    statement: "Statement",
    stuck: "Stuck work",
    times: "Times",
    webhooks: "Webhooks",
    account: "Account",
    theme: "Theme",
    light: "Light",
    dark: "Dark",
    system: "System",
  },
  sandbox: {
    label: "Sandbox clock: let time pass faster",
    pass: (hours: number) => (hours < 24 ? `Pass ${hours} h` : `Pass ${hours / 24} d`),
    passing: "Time is passing…",
    happened: (count: number, elsewhere: number) =>
      `${count} due on the way${elsewhere === 0 ? "" : `, ${elsewhere} more in other operations`}`,
    failed: "The clock was not moved. Try again.",
  },
  work: workEn,
  team: teamEn,
  ...queueEn,
  ...caseEn,
  ...actionEn,
  ...eventEn,
  ...stepEn,
  ...decisionEn,
  ...stuckEn,
};
