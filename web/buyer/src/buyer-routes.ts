import { listAcceptances, recordAcceptance, showAcceptanceFile } from "@amends/contract/routes/acceptance/acceptances";
import { openBuyerSession } from "@amends/contract/routes/buyer-session/open";
import { sendBuyerCode } from "@amends/contract/routes/buyer-session/send-code";
import { askBuyerPayment } from "@amends/contract/routes/case/buyer-payment";
import {
  answerOffer,
  answerQuote,
  confirmArrival,
  confirmSolution,
  correctParcel,
  counterOffer,
  handOverReturn,
  payDebt,
  requestPickup,
  withdrawCase,
} from "@amends/contract/routes/case/command";
import { provideEvidence, withdrawConsent } from "@amends/contract/routes/case/evidence-command";
import { fileCase } from "@amends/contract/routes/case/file";
import { listCases } from "@amends/contract/routes/case/list";
import { showReturnAddress } from "@amends/contract/routes/case/return-address";
import { showCase } from "@amends/contract/routes/case/show";
import { showCaseFile } from "@amends/contract/routes/case/show-file";
import { showCaseSums } from "@amends/contract/routes/case/show-sums";
import { showWhatWouldChange } from "@amends/contract/routes/case/what-would-change";
import { showCustomer } from "@amends/contract/routes/customer/show";
import { addEvidencePart, dropEvidenceFile, openEvidenceFile, showEvidenceFile } from "@amends/contract/routes/evidence-file/upload";
import { showMe } from "@amends/contract/routes/me/show";
import {
  changeNoticeSettings,
  countUnreadNotices,
  listNotices,
  readAllNotices,
  readNotice,
  showNoticeSettings,
} from "@amends/contract/routes/notice/notices";
import { listOrders } from "@amends/contract/routes/order/list";
import { listFilingReasons } from "@amends/contract/routes/order/list-filing-reasons";
import { listVariants } from "@amends/contract/routes/order/list-variants";
import { showOrder } from "@amends/contract/routes/order/show";
import { showServiceOptions } from "@amends/contract/routes/order/show-service-options";
import { suggestReasons } from "@amends/contract/routes/order/suggest-reasons";
import { listUpcomingRules } from "@amends/contract/routes/rules/rules";
import { answerSurvey, answerSurveyByLink, showSurvey, showSurveyByLink } from "@amends/contract/routes/survey/surveys";

export const BUYER_ROUTES = {
  answerSurvey,
  answerSurveyByLink,
  changeNoticeSettings,
  countUnreadNotices,
  listNotices,
  readAllNotices,
  readNotice,
  showNoticeSettings,
  showSurvey,
  showSurveyByLink,
  addEvidencePart,
  askBuyerPayment,
  answerOffer,
  answerQuote,
  confirmArrival,
  confirmSolution,
  correctParcel,
  counterOffer,
  dropEvidenceFile,
  fileCase,
  handOverReturn,
  listAcceptances,
  listCases,
  listFilingReasons,
  listOrders,
  listUpcomingRules,
  listVariants,
  openBuyerSession,
  openEvidenceFile,
  payDebt,
  provideEvidence,
  recordAcceptance,
  requestPickup,
  showAcceptanceFile,
  sendBuyerCode,
  showCase,
  showCaseFile,
  showCaseSums,
  showCustomer,
  showEvidenceFile,
  showMe,
  showReturnAddress,
  showOrder,
  showServiceOptions,
  showWhatWouldChange,
  suggestReasons,
  withdrawCase,
  withdrawConsent,
} as const;
