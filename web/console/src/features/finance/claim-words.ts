import { useWords } from "@amends/ui/components/language";

const zh = {
  open: "处理索赔",
  close: "收起",
  status: {
    open: "待递交材料",
    submitted: "已递交，等对方答复",
    accepted: "对方已同意，等付款",
    rejected: "对方拒赔，已转向商家",
    paid: "已赔付",
    lapsed: "逾期未结，已转向商家",
  },
  sendBy: "最晚递交",
  dueAt: "最晚结清",
  evidence: "随附凭证（来自售后单）",
  noEvidence: "售后单里还没有凭证；可先在售后单里补充，也可不附材料递交。",
  kind: { photo: "照片", video: "视频", document: "文件" },
  submit: (count: number) => `递交索赔（${count} 份材料）`,
  accepted: "对方同意赔付",
  rejected: (sum: string) => `对方拒赔 → 向商家追 ${sum}`,
  amount: "到账金额（元）",
  reference: "银行凭证号",
  book: (sum: string) => `登记赔款（还欠 ${sum}）`,
  lessMeans: "少于所欠的部分立即转向商家追偿。",
};

const en: typeof zh = {
  open: "Handle the claim",
  close: "Close",
  status: {
    open: "Documents are to be sent",
    submitted: "Sent; waiting for an answer",
    accepted: "Accepted; waiting for the money",
    rejected: "Rejected; it fell to the seller",
    paid: "Paid",
    lapsed: "Not settled in time; it fell to the seller",
  },
  sendBy: "Send by",
  dueAt: "Settled by",
  evidence: "Evidence to go with it (of the case)",
  noEvidence: "The case has no evidence yet; add some to the case first, or send the claim without.",
  kind: { photo: "Photo", video: "Video", document: "Document" },
  submit: count => `Send the claim (${count} documents)`,
  accepted: "They accept",
  rejected: sum => `They reject → ${sum} falls to the seller`,
  amount: "Amount received (yuan)",
  reference: "Bank reference",
  book: sum => `Book the payment (${sum} owed)`,
  lessMeans: "What is less than owed falls to the seller at once.",
};

export const useClaimWords = () => useWords<typeof zh>({ zh, en });
