import type { CaseEnd } from "@amends/domain/case/plan-graph";
import type { StepType } from "@amends/domain/case/step";
import type { FileKind } from "@amends/domain/evidence/evidence-file";
import type { ServiceType } from "@amends/domain/intake/service-type";
import type { Role } from "@amends/domain/party/party";
import type { PolicyProblemCode } from "@amends/domain/policy/problem";

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

/** What is wrong with a cell or a row; which characters of it, the reason beside says as its author wrote them. */
const POLICY_PROBLEMS: Readonly<Record<PolicyProblemCode, string>> = {
  bad_shape: "表的结构不对",
  unknown_key: "有不认识的字段",
  bad_column: "列的写法不对",
  duplicate_row: "行号重复",
  missing_cell: "缺一格",
  bad_cell: "这一格不是规则表的写法",
  bad_metadata: "行的来源、状态或说明不全",
  unreachable_row: "这一行永远轮不到",
  not_in_vocabulary: "没有这个词",
  bad_manifest: "规则包的清单不对",
  bad_overlay: "改了不归这里规定的内容，或比原来对买家更不利",
  missing_promise: "缺少时限",
  slower_promise: "更紧急的反而更慢",
  bad_parameter: "参数不对",
  below_law: "低于法律给买家的保障",
  barred_reason: "法律不允许用这个理由拒绝",
  barred_term: "写了法律认定无效的话",
  service_by_default: "可选服务不能默认开启",
  penalty_without_cap: "收费要写明怎么算和上限",
};

const WORDS = new Map<string, Readonly<Record<string, string>>>([
  ["role", ROLES],
  ["of", ROLES],
  ["serviceType", SERVICE_TYPES],
  ["kind", FILE_KINDS],
  ["end", ENDS],
  ["step", STEPS],
  ["problem", POLICY_PROBLEMS],
]);

/** What a parameter's value is called in a Chinese sentence; whatever is no code of ours stays as it is. Programs read the parameter itself. */
export const chineseWords = (params: Readonly<Record<string, string | number>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => {
      const words = WORDS.get(name);
      return words !== undefined && Object.hasOwn(words, value) ? [[name, words[value] ?? ""]] : [];
    }),
  );
