import type { WordsLike } from "@amends/ui/words/zh";
import { actionEn } from "./action.ts";
import { evidenceEn } from "./evidence.ts";
import { filingEn } from "./filing.ts";
import { moneyEn } from "./money.ts";
import { progressEn } from "./progress.ts";
import { whyEn } from "./why.ts";
import type { zh } from "./zh.ts";

export const en: WordsLike<typeof zh> = {
  app: "After-sales",
  and: " and ",
  missing: {
    title: "Not found",
    means: "There is no such order or request, or it is not yours. If you use several accounts, come in again from the order it is about.",
  },
  entry: {
    title: "Your after-sales",
    byLink: "To protect your order, we first check that it is you.",
    sendCode: "Send the code",
    sentTo: contact => `A six-digit code went to ${contact}`,
    codeLabel: "Code",
    enter: "Continue",
    again: "Send again",
    noLink: "Open this page from your order in the shop, or from the link the shop sent you.",
    whatNext: "No link yet? Ask the shop; your order number is all they need.",
    signedOut: "Your session has ended. What you had filled in is still on this phone.",
  },
  orders: {
    title: "My orders",
    empty: "No orders yet",
    emptyNext: "What you buy in the shop appears here.",
    more: "More orders",
    orderNo: "Order",
    canDo: what => `Open to you: ${what}`,
    andMore: count => ` and ${count} more`,
    until: moment => `until ${moment}`,
    nothingNow: "Nothing can be requested at the moment",
    inProgress: "In progress",
    moreLines: count => `and ${count} more article${count === 1 ? "" : "s"}`,
    yourTurn: count => `Waiting for you (${count})`,
  },
  order: {
    title: "Get it put right",
    question: "What would help?",
    getBack: amount => `${amount} back`,
    getBackUpTo: amount => `up to ${amount} back`,
    freight: {
      buyer: "you pay the return postage",
      seller: "the shop pays the return postage",
      platform: "we pay the return postage",
      none: "nothing to send back",
    },
    needsPerson: "a person looks at it first",
    photos: count => `${count} photo${count === 1 ? "" : "s"} needed`,
    otherWays: count => `Other ways (${count})`,
    closed: count => `Not open at the moment (${count})`,
    why: "Why",
    rule: "Source",
    cases: "Requests on this order",
    whole: count => `The whole order at once (${count} piece${count === 1 ? "" : "s"})`,
    quantity: count => `×${count}`,
    inCases: count => `${count} of them requested already`,
    cancelled: moment => `The order was cancelled ${moment}`,
  },
  carriers: ["SF Express", "ZTO", "YTO", "Yunda", "STO", "J&T", "JD Logistics", "China Post"],
  categories: {
    fresh: "Fr",
    food: "Fo",
    beauty: "Be",
    apparel: "Cl",
    appliance: "Ap",
    electronics: "El",
    furniture: "Fu",
    home: "Ho",
    baby: "Ba",
    book: "Bo",
    music: "Mu",
    sport: "Sp",
    toy: "To",
    gift: "Gi",
  },
  ...filingEn,
  ...evidenceEn,
  ...progressEn,
  ...whyEn,
  ...moneyEn,
  ...actionEn,
};
