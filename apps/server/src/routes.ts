import type { Routes } from "@amends/contract/routes";
import type { RouteDeps } from "./deps.ts";
import { byWallClock, type Mounted } from "./route.ts";
import { acceptanceRoutes } from "./routes/acceptance/acceptances.ts";
import { createAccountRoute } from "./routes/account/create.ts";
import { disableAccountRoute } from "./routes/account/disable.ts";
import { accountRoutes } from "./routes/account/manage.ts";
import { createApiKeyRoute } from "./routes/api-key/create.ts";
import { listApiKeysRoute } from "./routes/api-key/list.ts";
import { revokeApiKeyRoute } from "./routes/api-key/revoke.ts";
import { batchRoutes } from "./routes/batch/batches.ts";
import { createBuyerLinkRoute } from "./routes/buyer-link/create.ts";
import { openBuyerSessionRoute } from "./routes/buyer-session/open.ts";
import { sendBuyerCodeRoute } from "./routes/buyer-session/send-code.ts";
import { calendarRoutes } from "./routes/calendar/calendars.ts";
import { askBuyerPaymentRoute } from "./routes/case/buyer-payment.ts";
import { showCausesRoute } from "./routes/case/causes.ts";
import { caseCommandRoutes } from "./routes/case/command.ts";
import { fileCaseHandler } from "./routes/case/file.ts";
import { listFileViewsRoute } from "./routes/case/file-views.ts";
import { listCasesRoute } from "./routes/case/list.ts";
import { showReturnAddressRoute } from "./routes/case/return-address.ts";
import { showCaseRoute } from "./routes/case/show.ts";
import { showDecisionRoute } from "./routes/case/show-decision.ts";
import { showCaseFileRoute } from "./routes/case/show-file.ts";
import { showCaseSumsRoute } from "./routes/case/show-sums.ts";
import { showSuggestedSumsRoute } from "./routes/case/suggested-sums.ts";
import { supposeDecisionRoute } from "./routes/case/what-if.ts";
import { showWhatWouldChangeRoute } from "./routes/case/what-would-change.ts";
import { eraseCustomerRoute } from "./routes/customer/erase.ts";
import { listCustomersRoute } from "./routes/customer/list.ts";
import { showCustomerRoute } from "./routes/customer/show.ts";
import { evidenceFileRoutes } from "./routes/evidence-file/upload.ts";
import { extensionRoutes } from "./routes/extension/extensions.ts";
import { streamCaseRoute, streamFeedRoute } from "./routes/feed/stream.ts";
import { receiveGatewayNoticeRoute } from "./routes/gateway-notice/receive.ts";
import { createHostKeyRoute } from "./routes/host-key/create.ts";
import { revokeHostKeyRoute } from "./routes/host-key/revoke.ts";
import { ledgerRoutes } from "./routes/ledger/ledger.ts";
import { showMeRoute } from "./routes/me/show.ts";
import { merchantRoutes } from "./routes/merchant/merchants.ts";
import { noticeRoutes } from "./routes/notice/notices.ts";
import { createOperationRoute } from "./routes/operation/create.ts";
import { importOrdersRoute } from "./routes/order/import.ts";
import { listOrdersRoute } from "./routes/order/list.ts";
import { listFilingReasonsRoute } from "./routes/order/list-filing-reasons.ts";
import { listVariantsRoute } from "./routes/order/list-variants.ts";
import { showOrderRoute } from "./routes/order/show.ts";
import { showServiceOptionsRoute } from "./routes/order/show-service-options.ts";
import { suggestReasonsRoute } from "./routes/order/suggest-reasons.ts";
import { revealPersonRoute } from "./routes/person/reveal.ts";
import { listReceiversRoute } from "./routes/receiver/list.ts";
import { booksExportRoutes } from "./routes/reconciliation/books-exports.ts";
import { reconciliationItemRoutes } from "./routes/reconciliation/items.ts";
import { reconciliationRoutes } from "./routes/reconciliation/reconciliation.ts";
import { recourseRoutes } from "./routes/recourse/recourses.ts";
import { ruleRoutes } from "./routes/rules/rules.ts";
import { advanceSandboxClockRoute, showSandboxClockRoute } from "./routes/sandbox/clock.ts";
import { listSandboxOutboxRoute } from "./routes/sandbox/list-outbox.ts";
import { searchRoute } from "./routes/search/search.ts";
import { listSellersRoute } from "./routes/seller/list.ts";
import { signInRoute } from "./routes/session/sign-in.ts";
import { signOutRoute } from "./routes/session/sign-out.ts";
import { shopRulesRoutes } from "./routes/shop-rules/shop-rules.ts";
import { strayParcelRoutes } from "./routes/stray-parcel/stray-parcels.ts";
import { listStuckRoute } from "./routes/stuck/list.ts";
import { retryAdvanceRoute } from "./routes/stuck/retry-advance.ts";
import { retryEffectRoute } from "./routes/stuck/retry-effect.ts";
import { retryWebhookRoute } from "./routes/stuck/retry-webhook.ts";
import { surveyRoutes } from "./routes/survey/surveys.ts";
import { webhookRoutes } from "./routes/webhook/webhooks.ts";
import { workAgentRoutes } from "./routes/work/agents.ts";
import { workItemRoutes } from "./routes/work/items.ts";
import { rosterRoutes } from "./routes/work/roster.ts";
import { teamRoutes } from "./routes/work/team.ts";

/** Every described endpoint with its handler. A description without one, or a handler for another description, does not compile. */
export const mountedRoutes = (deps: RouteDeps): { readonly [Id in keyof Routes]: Mounted<Routes[Id]> } => ({
  ...acceptanceRoutes(deps),
  ...accountRoutes(deps),
  ...batchRoutes(deps),
  ...caseCommandRoutes(deps),
  ...evidenceFileRoutes(deps),
  ...calendarRoutes(deps),
  ...extensionRoutes(deps),
  ...ruleRoutes(deps),
  ...shopRulesRoutes(deps),
  ...ledgerRoutes(deps),
  ...merchantRoutes(deps),
  ...recourseRoutes(deps),
  ...booksExportRoutes(deps),
  ...reconciliationRoutes(deps),
  ...reconciliationItemRoutes(deps),
  ...strayParcelRoutes(deps),
  ...workAgentRoutes(deps),
  ...workItemRoutes(deps),
  ...rosterRoutes(deps),
  ...teamRoutes(deps),
  ...noticeRoutes(deps),
  ...surveyRoutes(deps),
  ...webhookRoutes(deps),
  advanceSandboxClock: advanceSandboxClockRoute(deps),
  createAccount: byWallClock(createAccountRoute(deps)),
  createApiKey: byWallClock(createApiKeyRoute(deps)),
  createBuyerLink: byWallClock(createBuyerLinkRoute(deps)),
  createHostKey: byWallClock(createHostKeyRoute(deps)),
  createOperation: byWallClock(createOperationRoute(deps)),
  disableAccount: byWallClock(disableAccountRoute(deps)),
  eraseCustomer: eraseCustomerRoute(deps),
  fileCase: fileCaseHandler(deps),
  importOrders: importOrdersRoute(deps),
  listApiKeys: listApiKeysRoute(deps),
  listCases: listCasesRoute(deps),
  listCustomers: listCustomersRoute(deps),
  listFilingReasons: listFilingReasonsRoute(deps),
  listOrders: listOrdersRoute(deps),
  listReceivers: listReceiversRoute(deps),
  listSandboxOutbox: listSandboxOutboxRoute(deps),
  listVariants: listVariantsRoute(deps),
  listSellers: listSellersRoute(deps),
  listStuck: listStuckRoute(deps),
  openBuyerSession: byWallClock(openBuyerSessionRoute(deps)),
  receiveGatewayNotice: byWallClock(receiveGatewayNoticeRoute(deps)),
  retryAdvance: retryAdvanceRoute(deps),
  retryEffect: retryEffectRoute(deps),
  retryWebhook: retryWebhookRoute(deps),
  revealPerson: revealPersonRoute(deps),
  revokeApiKey: byWallClock(revokeApiKeyRoute(deps)),
  revokeHostKey: byWallClock(revokeHostKeyRoute(deps)),
  search: searchRoute(deps),
  sendBuyerCode: byWallClock(sendBuyerCodeRoute(deps)),
  showCase: showCaseRoute(deps),
  showCaseFile: showCaseFileRoute(deps),
  listFileViews: listFileViewsRoute(deps),
  showCustomer: showCustomerRoute(deps),
  showDecision: showDecisionRoute(deps),
  showMe: showMeRoute(deps),
  showOrder: showOrderRoute(deps),
  showSandboxClock: showSandboxClockRoute(deps),
  showServiceOptions: showServiceOptionsRoute(deps),
  showSuggestedSums: showSuggestedSumsRoute(deps),
  askBuyerPayment: askBuyerPaymentRoute(deps),
  showCaseSums: showCaseSumsRoute(deps),
  showReturnAddress: showReturnAddressRoute(deps),
  showCauses: showCausesRoute(deps),
  showWhatWouldChange: showWhatWouldChangeRoute(deps),
  supposeDecision: supposeDecisionRoute(deps),
  signIn: byWallClock(signInRoute(deps)),
  signOut: signOutRoute(),
  streamCase: streamCaseRoute(deps),
  streamFeed: streamFeedRoute(deps),
  suggestReasons: suggestReasonsRoute(deps),
});
