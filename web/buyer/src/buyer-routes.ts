import { openBuyerSession } from "@amends/contract/routes/buyer-session/open";
import { sendBuyerCode } from "@amends/contract/routes/buyer-session/send-code";
import { answerOffer, handOverReturn, requestPickup, withdrawCase } from "@amends/contract/routes/case/command";
import { fileCase } from "@amends/contract/routes/case/file";
import { listCases } from "@amends/contract/routes/case/list";
import { showCase } from "@amends/contract/routes/case/show";
import { showCustomer } from "@amends/contract/routes/customer/show";
import { listOrders } from "@amends/contract/routes/order/list";
import { listFilingReasons } from "@amends/contract/routes/order/list-filing-reasons";
import { listVariants } from "@amends/contract/routes/order/list-variants";
import { showOrder } from "@amends/contract/routes/order/show";
import { showServiceOptions } from "@amends/contract/routes/order/show-service-options";

export const BUYER_ROUTES = {
  answerOffer,
  fileCase,
  handOverReturn,
  listCases,
  listFilingReasons,
  listOrders,
  listVariants,
  openBuyerSession,
  requestPickup,
  sendBuyerCode,
  showCase,
  showCustomer,
  showOrder,
  showServiceOptions,
  withdrawCase,
} as const;
