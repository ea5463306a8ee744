import type { CaseEnd } from "@amends/domain/case/plan-graph";
import type { StepType } from "@amends/domain/case/step";
import type { FileKind } from "@amends/domain/evidence/evidence-file";
import type { ServiceType } from "@amends/domain/intake/service-type";
import type { Role } from "@amends/domain/party/party";

const ROLES: Readonly<Record<Role, string>> = {
  buyer: "买家",
  seller: "商家",
  agent: "客服",
  complaint_owner: "投诉专员",
  supervisor: "主管",
  finance: "财务",
  warehouse: "仓库",
  admin: "管理员",
  integrator: "接口",
  system: "系统",
};

const SERVICE_TYPES: Readonly<Record<ServiceType, string>> = {
  refund_only: "仅退款",
  return_refund: "退货退款",
  exchange: "换货",
  resend: "补发",
  repair: "维修",
  compensation: "补偿",
  price_protection: "价保",
  amend_order: "修改订单",
  logistics: "物流问题",
  complaint: "投诉",
  guarantee_claim: "先行赔付",
  refuse_delivery: "拒收",
};

const FILE_KINDS: Readonly<Record<FileKind, string>> = { photo: "照片", video: "视频", document: "文件" };

const ENDS: Readonly<Record<CaseEnd, string>> = { resolved: "已解决", rejected: "已拒绝", withdrawn: "已撤销", closed: "已关闭" };

const STEPS: Readonly<Record<StepType, string>> = {
  collect_evidence: "补充凭证",
  review: "审核",
  offer: "协商方案",
  intercept: "拦截包裹",
  reserve: "留货",
  pickup: "上门取件",
  drop_off: "买家寄回",
  receive: "退货签收",
  inspect: "验货",
  return_to_buyer: "寄还买家",
  refund: "退款",
  compensate: "赔付",
  collect: "向买家收款",
  reship: "重新发货",
  amend: "修改订单",
  trace: "查件",
  visit: "上门",
  repair: "维修",
  quote: "确认报价",
  ship_back: "修好寄回",
  forward: "转寄商家",
  follow_up: "回访",
  dispose: "销毁",
  lend: "借出备用机",
  recover: "追回商品",
  give_address: "提供退货地址",
};

const WORDS = new Map<string, Readonly<Record<string, string>>>([
  ["role", ROLES],
  ["of", ROLES],
  ["serviceType", SERVICE_TYPES],
  ["kind", FILE_KINDS],
  ["end", ENDS],
  ["step", STEPS],
]);

/** What a parameter's value is called in a Chinese sentence; whatever is no code of ours stays as it is. Programs read the parameter itself. */
export const chineseWords = (params: Readonly<Record<string, string | number>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => {
      const words = WORDS.get(name);
      return words !== undefined && Object.hasOwn(words, value) ? [[name, words[value] ?? ""]] : [];
    }),
  );
