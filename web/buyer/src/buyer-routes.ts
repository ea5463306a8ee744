import { openBuyerSession } from "@amends/contract/routes/buyer-session/open";
import { sendBuyerCode } from "@amends/contract/routes/buyer-session/send-code";
import { answerOffer, handOverReturn, requestPickup, withdrawCase } from "@amends/contract/routes/case/command";
import { fileCase } from "@amends/contract/routes/case/file";
import { listCases } from "@amends/contract/routes/case/list";
import { showCase } from "@amends/contract/routes/case/show";
import { listOrders } from "@amends/contract/routes/order/list";
import { showOrder } from "@amends/contract/routes/order/show";
import { showServiceOptions } from "@amends/contract/routes/order/show-service-options";

export const BUYER_ROUTES = {
  answerOffer,
  fileCase,
  handOverReturn,
  listCases,
  listOrders,
  openBuyerSession,
  requestPickup,
  sendBuyerCode,
  showCase,
  showOrder,
  showServiceOptions,
  withdrawCase,
} as const;
