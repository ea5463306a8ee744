import type { RouteDescription } from "./route.ts";
import * as acceptances from "./routes/acceptance/acceptances.ts";
import { createAccount } from "./routes/account/create.ts";
import { disableAccount } from "./routes/account/disable.ts";
import * as accounts from "./routes/account/manage.ts";
import { createApiKey } from "./routes/api-key/create.ts";
import { listApiKeys } from "./routes/api-key/list.ts";
import { revokeApiKey } from "./routes/api-key/revoke.ts";
import * as batches from "./routes/batch/batches.ts";
import { createBuyerLink } from "./routes/buyer-link/create.ts";
import { openBuyerSession } from "./routes/buyer-session/open.ts";
import { sendBuyerCode } from "./routes/buyer-session/send-code.ts";
import * as calendars from "./routes/calendar/calendars.ts";
import { askBuyerPayment } from "./routes/case/buyer-payment.ts";
import { showCauses } from "./routes/case/causes.ts";
import * as caseCommands from "./routes/case/command.ts";
import * as evidenceCommands from "./routes/case/evidence-command.ts";
import { fileCase } from "./routes/case/file.ts";
import { listFileViews } from "./routes/case/file-views.ts";
import { listCases } from "./routes/case/list.ts";
import { showReturnAddress } from "./routes/case/return-address.ts";
import { showCase } from "./routes/case/show.ts";
import { showDecision } from "./routes/case/show-decision.ts";
import { showCaseFile } from "./routes/case/show-file.ts";
import { showCaseSums } from "./routes/case/show-sums.ts";
import { showSuggestedSums } from "./routes/case/suggested-sums.ts";
import { supposeDecision } from "./routes/case/what-if.ts";
import { showWhatWouldChange } from "./routes/case/what-would-change.ts";
import { eraseCustomer } from "./routes/customer/erase.ts";
import { listCustomers } from "./routes/customer/list.ts";
import { showCustomer } from "./routes/customer/show.ts";
import * as evidenceFiles from "./routes/evidence-file/upload.ts";
import * as extensions from "./routes/extension/extensions.ts";
import { streamCase, streamFeed } from "./routes/feed/stream.ts";
import { receiveGatewayNotice } from "./routes/gateway-notice/receive.ts";
import { createHostKey } from "./routes/host-key/create.ts";
import { revokeHostKey } from "./routes/host-key/revoke.ts";
import * as ledger from "./routes/ledger/ledger.ts";
import { showMe } from "./routes/me/show.ts";
import * as merchants from "./routes/merchant/merchants.ts";
import * as notices from "./routes/notice/notices.ts";
import { createOperation } from "./routes/operation/create.ts";
import { importOrders } from "./routes/order/import.ts";
import { listOrders } from "./routes/order/list.ts";
import { listFilingReasons } from "./routes/order/list-filing-reasons.ts";
import { listVariants } from "./routes/order/list-variants.ts";
import { showOrder } from "./routes/order/show.ts";
import { showServiceOptions } from "./routes/order/show-service-options.ts";
import { suggestReasons } from "./routes/order/suggest-reasons.ts";
import { revealPerson } from "./routes/person/reveal.ts";
import { listReceivers } from "./routes/receiver/list.ts";
import * as booksExports from "./routes/reconciliation/books-exports.ts";
import * as reconciliationItems from "./routes/reconciliation/items.ts";
import * as reconciliation from "./routes/reconciliation/reconciliation.ts";
import * as recourses from "./routes/recourse/recourses.ts";
import * as rules from "./routes/rules/rules.ts";
import { advanceSandboxClock, showSandboxClock } from "./routes/sandbox/clock.ts";
import { listSandboxOutbox } from "./routes/sandbox/list-outbox.ts";
import { search } from "./routes/search/search.ts";
import { listSellers } from "./routes/seller/list.ts";
import { signIn } from "./routes/session/sign-in.ts";
import { signOut } from "./routes/session/sign-out.ts";
import * as shopRules from "./routes/shop-rules/shop-rules.ts";
import * as strayParcels from "./routes/stray-parcel/stray-parcels.ts";
import { listStuck } from "./routes/stuck/list.ts";
import { retryAdvance } from "./routes/stuck/retry-advance.ts";
import { retryEffect } from "./routes/stuck/retry-effect.ts";
import { retryWebhook } from "./routes/stuck/retry-webhook.ts";
import * as surveys from "./routes/survey/surveys.ts";
import * as webhooks from "./routes/webhook/webhooks.ts";
import * as workAgents from "./routes/work/agents.ts";
import * as workItems from "./routes/work/items.ts";
import * as workRoster from "./routes/work/roster.ts";
import * as workTeam from "./routes/work/team.ts";

/** Every endpoint by its operation id. The server must hold a handler for each name here, no more and no fewer: the compiler compares. */
export const ROUTES = {
  ...acceptances,
  ...accounts,
  ...batches,
  ...caseCommands,
  ...evidenceCommands,
  ...evidenceFiles,
  ...calendars,
  ...extensions,
  ...notices,
  ...rules,
  ...shopRules,
  ...ledger,
  ...merchants,
  ...recourses,
  ...booksExports,
  ...reconciliation,
  ...reconciliationItems,
  ...strayParcels,
  ...workAgents,
  ...workItems,
  ...workRoster,
  ...workTeam,
  ...surveys,
  ...webhooks,
  advanceSandboxClock,
  askBuyerPayment,
  createAccount,
  createApiKey,
  createBuyerLink,
  createHostKey,
  createOperation,
  disableAccount,
  eraseCustomer,
  fileCase,
  importOrders,
  listApiKeys,
  listCases,
  listCustomers,
  listFilingReasons,
  listOrders,
  listSandboxOutbox,
  listReceivers,
  listSellers,
  listStuck,
  listVariants,
  openBuyerSession,
  receiveGatewayNotice,
  retryAdvance,
  retryEffect,
  retryWebhook,
  revealPerson,
  revokeApiKey,
  revokeHostKey,
  search,
  sendBuyerCode,
  showCase,
  showCaseFile,
  listFileViews,
  showCustomer,
  showDecision,
  showMe,
  showOrder,
  showReturnAddress,
  showSandboxClock,
  showServiceOptions,
  showSuggestedSums,
  showCaseSums,
  showCauses,
  showWhatWouldChange,
  signIn,
  signOut,
  streamCase,
  streamFeed,
  suggestReasons,
  supposeDecision,
} as const satisfies Readonly<Record<string, RouteDescription>>;

export type Routes = typeof ROUTES;
