import { useWords } from "@amends/ui/components/language";

const zh = {
  restrictedTitle: "保证金低于最低线，以下权益受限：",
  noWithdrawal: "不能退还保证金",
  withheld: (share: string) => `每次结算最多扣下 ${share} 用于追偿`,
  endsWith: (sum: string) => `再充值 ${sum} 后自动解除。`,
  title: "保证金",
  terms: "要求与冻结",
  notice: "提醒线（元）：低于它请商家补足",
  floor: "最低线（元）：低于它权益受限",
  isFrozen: "冻结账户（只进不出）",
  saveTerms: "保存要求",
  topUp: "登记充值",
  withdraw: "退还保证金",
  amount: "金额（元）",
  reference: "银行凭证号",
  topUpDo: "登记充值",
  withdrawDo: "退还",
  secondPerson: (sum: string) => `${sum} 及以上（近期较小的退还合计在内）需两人：第二人用同一凭证号和金额再提交一次。`,
  waiting: "等第二人确认的退还",
  approve: (sum: string) => `确认退还 ${sum}`,
};

const en: typeof zh = {
  restrictedTitle: "The deposit is below its floor, and restricts:",
  noWithdrawal: "Nothing leaves the deposit",
  withheld: share => `Up to ${share} of each settlement is withheld for recoveries`,
  endsWith: sum => `A top-up of ${sum} ends it by itself.`,
  title: "Deposit",
  terms: "Terms and freeze",
  notice: "Notice line (yuan): below it the seller is asked to top up",
  floor: "Floor (yuan): below it privileges are restricted",
  isFrozen: "Freeze the account (money comes in and does not leave)",
  saveTerms: "Save the terms",
  topUp: "Book a top-up",
  withdraw: "Give back part of the deposit",
  amount: "Amount (yuan)",
  reference: "Bank reference",
  topUpDo: "Book the top-up",
  withdrawDo: "Give back",
  secondPerson: sum =>
    `From ${sum}, smaller sums shortly before it included, it takes two people: the second sends the same reference and amount.`,
  waiting: "Withdrawals that wait for a second person",
  approve: sum => `Confirm ${sum}`,
};

export const useDepositWords = () => useWords<typeof zh>({ zh, en });
