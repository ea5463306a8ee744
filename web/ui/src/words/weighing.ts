export const WEIGHING_WORDS = {
  zh: {
    sure: (share: string) => `合计 ${share}`,
    decidesAlone: "系统只在把握足够、金额不大、没有特殊情况时才自动办理；其余由人判断。",
    word: { buyer: "买家所说", seller: "商家所说" },
    holds: {
      buyer: "双方说法不同，目前买家一方更有依据",
      seller: "双方说法不同，目前商家一方更有依据",
      neither: "双方说法不同，依据相当，由人判断；仍判断不了的，按这条处理",
    },
    notCounted: { altered: "不计入：内容被改动过", irrelevant: "不计入：与这次申请无关" },
    of: (name: string) => `${name}，`,
    because: (why: string) => `理由：${why}`,
  },
  en: {
    sure: (share: string) => `Together ${share}`,
    decidesAlone: "A machine decides only where we are sure enough, the sum is small and nothing is special about it; else a person does.",
    word: { buyer: "What the buyer says", seller: "What the seller says" },
    holds: {
      buyer: "The two sides differ; so far the buyer has more to go by",
      seller: "The two sides differ; so far the seller has more to go by",
      neither: "The two sides differ and have as much to go by: a person decides, and where they cannot either, this rule",
    },
    notCounted: { altered: "Not counted: it was altered", irrelevant: "Not counted: it has nothing to do with this request" },
    of: (name: string) => `${name}: `,
    because: (why: string) => `Why: ${why}`,
  },
};
