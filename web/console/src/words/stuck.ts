import type { WordsLike } from "@amends/ui/words/zh";

/** The words of the page of what will not move by itself. */
export const stuckZh = {
  stuck: {
    title: "卡住的工作",
    intro: "这些事不会自己动了：外部多次没有办成，或者到期没有做。",
    effects: "外部没有办成",
    deadlines: "到期没有触发",
    none: "没有卡住的工作",
    noneNext: "出现时会列在这里，最久的在最前。",
    case: "售后单",
    kind: "要做的事",
    status: "情况",
    parked: "已搁置",
    overdue: "已到期",
    attempts: "试过",
    times: (count: number) => `${count} 次`,
    fault: "最后一次的回答",
    due: "到期",
    retry: "再试一次",
    retryReason: "为什么现在能成（留痕）",
    step: "步骤",
    owner: "等谁",
    lag: (seconds: string) => `事件流延迟 ${seconds} 秒`,
  },
} as const;

export const stuckEn: WordsLike<typeof stuckZh> = {
  stuck: {
    title: "Stuck work",
    intro: "These will not move by themselves: a partner failed several times, or something is due and was not done.",
    effects: "Not done outside",
    deadlines: "Due and not fired",
    none: "Nothing is stuck",
    noneNext: "What gets stuck appears here, the oldest first.",
    case: "Case",
    kind: "To do",
    status: "Standing",
    parked: "parked",
    overdue: "overdue",
    attempts: "Tried",
    times: count => `${count}×`,
    fault: "Last answer",
    due: "Due",
    retry: "Try again",
    retryReason: "Why it should work now (kept on record)",
    step: "Step",
    owner: "Waiting for",
    lag: seconds => `Event feed is ${seconds} s behind`,
  },
};
