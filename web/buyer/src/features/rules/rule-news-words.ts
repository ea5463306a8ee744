import { useWords } from "@amends/ui/components/language";

const zh = {
  title: "售后规则变更",
  soon: (day: string) => `售后规则将于 ${day} 变更`,
  see: "看看改了什么",
  intro: "规则变更都会提前在这里公告。生效前付款的订单，仍按原来的规则处理。",
  none: "没有已公告的规则变更",
  heldSince: (moment: string) => `现在的规则从 ${moment} 起生效。`,
  from: (moment: string) => `${moment} 起生效`,
  announced: (moment: string) => `公告于 ${moment}`,
  notice: { major: "重大变更，至少提前 15 天公告", minor: "至少提前 7 天公告" },
  urgent: (reason: string) => `依法立即生效：${reason}`,
  added: "新增",
  removed: "取消",
  forBuyer: "对您可能更不利",
  before: "原来",
  after: "改为",
  nothing: "不限",
  others: (count: number) => `另有 ${count} 处流程上的变更。`,
};

const en: typeof zh = {
  title: "Changes to the after-sales rules",
  soon: day => `The after-sales rules change on ${day}`,
  see: "See what changes",
  intro: "Every change is announced here beforehand. Orders paid before it takes effect keep the rules they were bought under.",
  none: "No change has been announced",
  heldSince: moment => `The rules as they are took effect on ${moment}.`,
  from: moment => `From ${moment}`,
  announced: moment => `announced on ${moment}`,
  notice: { major: "a major change, with at least 15 days' notice", minor: "with at least 7 days' notice" },
  urgent: reason => `in force at once by law: ${reason}`,
  added: "new",
  removed: "taken away",
  forBuyer: "may be worse for you",
  before: "before",
  after: "now",
  nothing: "anything",
  others: count => (count === 1 ? "One way of working changes besides." : `${count} ways of working change besides.`),
};

export const useRuleNewsWords = () => useWords<typeof zh>({ zh, en });
