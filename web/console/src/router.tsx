import type { Routes } from "@amends/contract/routes";
import type { BatchId, CaseId, OrderId, SellerId } from "@amends/domain/kernel/ids";
import { CHANNELS, type NoticeChannel } from "@amends/domain/notice/notice";
import { TAKES_IN_AS, type TakesInAs } from "@amends/domain/order/host-record";
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { readQueueSearch } from "./features/queue/queue-search.ts";
import type { RuleSearch } from "./features/rules/rule-book.tsx";
import { readSignInSearch } from "./features/session/sign-in-search.ts";
import { readWorkSearch } from "./features/work/work-search.ts";
import { NotFoundPage } from "./routes/not-found-page.tsx";
import { Root } from "./routes/root.tsx";

const root = createRootRoute({ component: Root, notFoundComponent: NotFoundPage });

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: readSignInSearch,
  component: lazyRouteComponent(() => import("./routes/sign-in-page.tsx"), "SignInPage"),
});
const reset = createRoute({
  getParentRoute: () => root,
  path: "/reset",
  component: lazyRouteComponent(() => import("./routes/reset-page.tsx"), "ResetPage"),
});
const desk = createRoute({
  getParentRoute: () => root,
  id: "desk",
  component: lazyRouteComponent(() => import("./routes/desk.tsx"), "Desk"),
});
const home = createRoute({
  getParentRoute: () => desk,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/cases", search: {} });
  },
});
const workbench = createRoute({
  getParentRoute: () => desk,
  path: "/cases",
  validateSearch: readQueueSearch,
  component: lazyRouteComponent(() => import("./routes/workbench-page.tsx"), "WorkbenchPage"),
});
/** The case is drawn by the workbench itself, so that the queue beside it stays where it is. */
const oneCase = createRoute({
  getParentRoute: () => workbench,
  path: "$caseId",
  params: { parse: ({ caseId }) => ({ caseId: caseId as CaseId }) },
});
const batches = createRoute({
  getParentRoute: () => desk,
  path: "/batches",
  staticData: { needs: "listBatches" },
  component: lazyRouteComponent(() => import("./routes/batches-page.tsx"), "BatchesPage"),
});
const oneBatch = createRoute({
  getParentRoute: () => desk,
  path: "/batches/$batchId",
  staticData: { needs: "showBatch" },
  params: { parse: ({ batchId }) => ({ batchId: batchId as BatchId }) },
  component: lazyRouteComponent(() => import("./routes/batch-page.tsx"), "BatchPage"),
});
const newBatch = createRoute({
  getParentRoute: () => desk,
  path: "/cases/$caseId/batch",
  params: { parse: ({ caseId }) => ({ caseId: caseId as CaseId }) },
  component: lazyRouteComponent(() => import("./routes/new-batch-page.tsx"), "NewBatchPage"),
});
const work = createRoute({
  getParentRoute: () => desk,
  path: "/work",
  validateSearch: readWorkSearch,
  component: lazyRouteComponent(() => import("./routes/work-page.tsx"), "WorkPage"),
});
const team = createRoute({
  getParentRoute: () => desk,
  path: "/team",
  component: lazyRouteComponent(() => import("./routes/team-page.tsx"), "TeamPage"),
});
const stuck = createRoute({
  getParentRoute: () => desk,
  path: "/stuck",
  staticData: { needs: "listStuck" },
  component: lazyRouteComponent(() => import("./routes/stuck-page.tsx"), "StuckPage"),
});
const notices = createRoute({
  getParentRoute: () => desk,
  path: "/notices",
  component: lazyRouteComponent(() => import("./routes/notices-page.tsx"), "NoticesPage"),
});
const noticeSettings = createRoute({
  getParentRoute: () => desk,
  path: "/notices/settings",
  component: lazyRouteComponent(() => import("./routes/notice-settings-page.tsx"), "NoticeSettingsPage"),
});
const sent = createRoute({
  getParentRoute: () => desk,
  path: "/sent",
  staticData: { needs: "listSandboxMessages" },
  validateSearch: ({ way }: Readonly<Record<string, unknown>>): { readonly way?: NoticeChannel } => {
    const known = CHANNELS.find(channel => channel === way);
    return known === undefined ? {} : { way: known };
  },
  component: lazyRouteComponent(() => import("./routes/sent-page.tsx"), "SentPage"),
});
const strayParcels = createRoute({
  getParentRoute: () => desk,
  path: "/stray-parcels",
  staticData: { needs: "listStrayParcels" },
  validateSearch: ({ list }: Readonly<Record<string, unknown>>): { readonly list?: "settled" } => (list === "settled" ? { list } : {}),
  component: lazyRouteComponent(() => import("./routes/stray-parcels-page.tsx"), "StrayParcelsPage"),
});
const receivers = createRoute({
  getParentRoute: () => desk,
  path: "/receivers",
  staticData: { needs: "listReceivers" },
  validateSearch: ({ kind }: Readonly<Record<string, unknown>>): { readonly kind?: TakesInAs } => {
    const known = TAKES_IN_AS.find(each => each === kind);
    return known === undefined ? {} : { kind: known };
  },
  component: lazyRouteComponent(() => import("./routes/receivers-page.tsx"), "ReceiversPage"),
});
const webhooks = createRoute({
  getParentRoute: () => desk,
  path: "/webhooks",
  staticData: { needs: "listWebhooks" },
  component: lazyRouteComponent(() => import("./routes/webhooks-page.tsx"), "WebhooksPage"),
});
const times = createRoute({
  getParentRoute: () => desk,
  path: "/times",
  staticData: { needs: "listCalendars" },
  component: lazyRouteComponent(() => import("./routes/times-page.tsx"), "TimesPage"),
});
const accounts = createRoute({
  getParentRoute: () => desk,
  path: "/accounts",
  staticData: { needs: "listAccounts" },
  component: lazyRouteComponent(() => import("./routes/accounts-page.tsx"), "AccountsPage"),
});
const password = createRoute({
  getParentRoute: () => desk,
  path: "/password",
  component: lazyRouteComponent(() => import("./routes/password-page.tsx"), "PasswordPage"),
});

const finance = createRoute({
  getParentRoute: () => desk,
  path: "/finance",
  staticData: { needs: "showTrialBalance" },
  component: lazyRouteComponent(() => import("./routes/finance-page.tsx"), "FinancePage"),
});
const reconciliation = createRoute({
  getParentRoute: () => desk,
  path: "/finance/reconciliation",
  staticData: { needs: "showReconciliationDay" },
  component: lazyRouteComponent(() => import("./routes/reconciliation-page.tsx"), "ReconciliationPage"),
});
const statement = createRoute({
  getParentRoute: () => desk,
  path: "/merchants/$sellerId",
  staticData: { needs: "showMerchant" },
  params: { parse: ({ sellerId }) => ({ sellerId: sellerId as SellerId }) },
  component: lazyRouteComponent(() => import("./routes/statement-page.tsx"), "StatementPage"),
});

const rules = createRoute({
  getParentRoute: () => desk,
  path: "/rules",
  staticData: { needs: "listRules" },
  validateSearch: ({ q, table }: Readonly<Record<string, unknown>>): RuleSearch => ({
    ...(typeof q === "string" && q !== "" ? { q } : {}),
    ...(typeof table === "string" && table !== "" ? { table } : {}),
  }),
  component: lazyRouteComponent(() => import("./routes/rules-page.tsx"), "RulesPage"),
});
const shops = createRoute({
  getParentRoute: () => desk,
  path: "/shops",
  staticData: { needs: "listShopRules" },
  component: lazyRouteComponent(() => import("./routes/shops-page.tsx"), "ShopsPage"),
});
const shopRules = createRoute({
  getParentRoute: () => desk,
  path: "/shops/$sellerId/rules",
  params: { parse: ({ sellerId }) => ({ sellerId: sellerId as SellerId }) },
  component: lazyRouteComponent(() => import("./routes/shop-rules-page.tsx"), "ShopRulesPage"),
});

const acceptance = createRoute({
  getParentRoute: () => desk,
  path: "/orders/$orderId/hand-over",
  params: { parse: ({ orderId }) => ({ orderId: orderId as OrderId }) },
  component: lazyRouteComponent(() => import("./routes/acceptance-page.tsx"), "AcceptancePage"),
});
const decision = createRoute({
  getParentRoute: () => desk,
  path: "/decisions/$caseId",
  params: { parse: ({ caseId }) => ({ caseId: caseId as CaseId }) },
  component: lazyRouteComponent(() => import("./routes/decision-page.tsx"), "DecisionPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    reset,
    desk.addChildren([
      home,
      notices,
      noticeSettings,
      sent,
      strayParcels,
      receivers,
      work,
      team,
      webhooks,
      times,
      workbench.addChildren([oneCase]),
      batches,
      oneBatch,
      newBatch,
      acceptance,
      decision,
      rules,
      shops,
      shopRules,
      finance,
      reconciliation,
      statement,
      stuck,
      accounts,
      password,
    ]),
  ]),
  basepath: "/console",
});

declare module "@tanstack/react-router" {
  /** What the page asks first: whoever may not is told so once, by the desk, and nothing of the page is drawn. */
  interface StaticDataRouteOption {
    needs?: keyof Routes;
  }
  interface Register {
    router: typeof router;
  }
}
