import { accountZh } from "./account.ts";
import { actionZh } from "./action.ts";
import { batchZh } from "./batch.ts";
import { caseZh } from "./case.ts";
import { decisionZh } from "./decision.ts";
import { eventZh } from "./event.ts";
import { partnerZh } from "./partner.ts";
import { queueZh } from "./queue.ts";
import { stepZh } from "./step.ts";
import { stuckZh } from "./stuck.ts";
import { teamZh, workZh } from "./work.ts";

export const zh = {
  account: accountZh,
  batch: batchZh,
  partner: partnerZh,
  app: "续安控制台",
  signIn: {
    title: "登录控制台",
    ended: "登录已过期。重新登录后会回到刚才的页面。",
    operation: "业务线代码",
    operationHint: "管理员发给你的短代码，例如 wanjia",
    email: "邮箱",
    password: "密码",
    submit: "登录",
    required: "请填写",
    signOut: "退出登录",
  },
  role: {
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
  },
  rail: {
    label: "工作",
    work: "我的队列",
    team: "团队",
    cases: "处理售后",
    finance: "财务",
    statement: "对账单",
    stuck: "卡住的工作",
    times: "时间",
    webhooks: "回调",
    account: "账号",
    theme: "外观",
    light: "浅色",
    dark: "深色",
    system: "跟随系统",
  },
  sandbox: {
    label: "沙箱时钟：让时间过得快一些",
    pass: (hours: number) => (hours < 24 ? `过 ${hours} 小时` : `过 ${hours / 24} 天`),
    passing: "时间正在过去…",
    happened: (count: number, elsewhere: number) =>
      `途中发生了 ${count} 件到期的事${elsewhere === 0 ? "" : `，其他业务线另有 ${elsewhere} 件`}`,
    failed: "时钟没有拨动，请重试。",
  },
  work: workZh,
  team: teamZh,
  ...queueZh,
  ...caseZh,
  ...actionZh,
  ...eventZh,
  ...stepZh,
  ...decisionZh,
  ...stuckZh,
} as const;
