import { type CaseId, isId, type OrderId } from "@amends/domain/kernel/ids";
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { readSurveySearch } from "./features/survey/survey-search.ts";
import { ErrorPage } from "./routes/error-page.tsx";
import { keepPage } from "./routes/keep-page.ts";
import { Layout } from "./routes/layout.tsx";
import { NotFoundPage } from "./routes/not-found-page.tsx";

const root = createRootRoute({ component: Layout, notFoundComponent: NotFoundPage });

/** An address is typed by anybody; the server says whether there is such an id. */
const orderParams = { parse: ({ orderId }: { orderId: string }) => ({ orderId: orderId as OrderId }) };

const orders = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: lazyRouteComponent(
    keepPage(() => import("./routes/orders-page.tsx")),
    "OrdersPage",
  ),
});
const entry = createRoute({
  getParentRoute: () => root,
  path: "/enter",
  validateSearch: (search: Readonly<Record<string, unknown>>): { ended?: true } => (search["ended"] === true ? { ended: true } : {}),
  component: lazyRouteComponent(
    keepPage(() => import("./routes/entry-page.tsx")),
    "EntryPage",
  ),
});
const order = createRoute({
  getParentRoute: () => root,
  path: "/orders/$orderId",
  params: orderParams,
  component: lazyRouteComponent(
    keepPage(() => import("./routes/order-page.tsx")),
    "OrderPage",
  ),
});
const acceptance = createRoute({
  getParentRoute: () => root,
  path: "/orders/$orderId/hand-over",
  params: orderParams,
  component: lazyRouteComponent(
    keepPage(() => import("./routes/acceptance-page.tsx")),
    "AcceptancePage",
  ),
});
const filing = createRoute({
  getParentRoute: () => root,
  path: "/orders/$orderId/file/$about/$option",
  params: { parse: ({ orderId, about, option }) => ({ orderId: orderId as OrderId, about, option }) },
  component: lazyRouteComponent(
    keepPage(() => import("./routes/filing-page.tsx")),
    "FilingPage",
  ),
});
const filed = createRoute({
  getParentRoute: () => root,
  path: "/orders/$orderId/filed",
  params: orderParams,
  validateSearch: ({ cases }: Readonly<Record<string, unknown>>): { cases: CaseId[] } => ({
    cases: Array.isArray(cases) ? cases.filter((each): each is CaseId => typeof each === "string" && isId("case", each)) : [],
  }),
  component: lazyRouteComponent(
    keepPage(() => import("./routes/filed-page.tsx")),
    "FiledPage",
  ),
});
const oneCase = createRoute({
  getParentRoute: () => root,
  path: "/cases/$caseId",
  params: { parse: ({ caseId }) => ({ caseId: caseId as CaseId }) },
  validateSearch: (search: Readonly<Record<string, unknown>>): { filed?: true } => (search["filed"] === true ? { filed: true } : {}),
  component: lazyRouteComponent(
    keepPage(() => import("./routes/case-page.tsx")),
    "CasePage",
  ),
});

const why = createRoute({
  getParentRoute: () => root,
  path: "/cases/$caseId/why",
  params: { parse: ({ caseId }) => ({ caseId: caseId as CaseId }) },
  component: lazyRouteComponent(
    keepPage(() => import("./routes/why-page.tsx")),
    "WhyPage",
  ),
});

const rate = createRoute({
  getParentRoute: () => root,
  path: "/cases/$caseId/rate",
  params: { parse: ({ caseId }) => ({ caseId: caseId as CaseId }) },
  component: lazyRouteComponent(
    keepPage(() => import("./routes/rate-page.tsx")),
    "RatePage",
  ),
});
const notices = createRoute({
  getParentRoute: () => root,
  path: "/notices",
  component: lazyRouteComponent(
    keepPage(() => import("./routes/notices-page.tsx")),
    "NoticesPage",
  ),
});
const noticeSettings = createRoute({
  getParentRoute: () => root,
  path: "/notices/settings",
  component: lazyRouteComponent(
    keepPage(() => import("./routes/notice-settings-page.tsx")),
    "NoticeSettingsPage",
  ),
});
const rules = createRoute({
  getParentRoute: () => root,
  path: "/rules",
  component: lazyRouteComponent(
    keepPage(() => import("./routes/rules-page.tsx")),
    "RulesPage",
  ),
});
const survey = createRoute({
  getParentRoute: () => root,
  path: "/survey/$token",
  validateSearch: readSurveySearch,
  component: lazyRouteComponent(
    keepPage(() => import("./routes/survey-page.tsx")),
    "SurveyPage",
  ),
});

export const router = createRouter({
  routeTree: root.addChildren([
    rate,
    notices,
    noticeSettings,
    rules,
    survey,
    orders,
    entry,
    order,
    acceptance,
    filing,
    filed,
    oneCase,
    why,
  ]),
  defaultPreload: "intent",
  defaultErrorComponent: ErrorPage,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
