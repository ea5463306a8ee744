import { problem } from "./problem-text.ts";

/** What naming the cause of a case, or objecting to it, can be refused with. */
export const JUDGEMENT_PROBLEMS = {
  nothing_suggested: problem(
    {
      title: "没有算好的金额",
      detail: "没有保存：售后单 {shortNo} 没有这些项目的建议金额。",
      advice: "请刷新后从列表里选择；需要先登记已证明的事实。",
    },
    {
      title: "No such sum was computed",
      detail: "Nothing was saved: case {shortNo} has no suggested sum of these heads.",
      advice: "Reload and choose from the list; enter what was proved first where it is needed.",
    },
  ),
  sum_granted_before: problem(
    { title: "这一项已经给过", detail: "没有保存：售后单 {shortNo} 的 {head} 已经给付。", advice: "同一项只给一次。" },
    {
      title: "Given already",
      detail: "Nothing was saved: {head} was given in case {shortNo} before.",
      advice: "Each head is given once.",
    },
  ),
  sum_instead_of_another: problem(
    {
      title: "法定赔偿只能择一",
      detail: "没有保存：售后单 {shortNo} 的 {head} 与 {instead} 都是法定赔偿，只能按买家选择的一项给付。",
      advice: "请问明买家的选择，只给一项。",
    },
    {
      title: "One ground of the law alone",
      detail: "Nothing was saved: {head} and {instead} of case {shortNo} are both given by law, and the buyer has one of them.",
      advice: "Ask which of them the buyer chooses, and give that one.",
    },
  ),
  proof_missing: problem(
    {
      title: "法定赔偿要先登记证明",
      detail: "没有保存：售后单 {shortNo} 的 {head} 是法定赔偿，还没有登记已证明的事实和凭证。",
      advice: "请先登记损失、重量或坏损比例，并勾选凭证。",
    },
    {
      title: "Statutory damages need proof",
      detail: "Nothing was saved: {head} of case {shortNo} is given by law, and nothing was proved yet.",
      advice: "Enter the loss, the weight or the bad share first, and tick the files that show it.",
    },
  ),
  grant_needs_another: problem(
    {
      title: "要由另一位主管确认",
      detail: "没有保存：售后单 {shortNo} 的金额超过一人的权限，提出的人和角色 {role} 不能确认。",
      advice: "请交给另一位主管或管理员确认。",
    },
    {
      title: "A second person has to give it",
      detail:
        "Nothing was saved: the sum of case {shortNo} is above what one person may give; neither who proposed it nor the role {role} may confirm it.",
      advice: "Hand it to another supervisor or an administrator.",
    },
  ),
  hand_payment_needs_another: problem(
    {
      title: "要由另一位同事登记",
      detail: "没有保存：售后单 {shortNo} 的线下付款 {ref} 超过一人可登记的金额，您已登记过一次。",
      advice: "请另一位财务或管理员核对到账后，用同样的参考号再登记一次。",
    },
    {
      title: "A second person has to record it",
      detail: "Nothing was saved: payment {ref} of case {shortNo} is above what one person may vouch for, and you have recorded it once.",
      advice: "Let another of finance or an administrator see that it arrived, and record it with the same reference.",
    },
  ),
  nothing_proved: problem(
    {
      title: "没有填写证明的内容",
      detail: "没有保存：售后单 {shortNo} 没有填写损失，也没有重量或坏损比例。",
      advice: "请至少填写一项。",
    },
    {
      title: "Nothing was proved",
      detail: "Nothing was saved: neither a loss nor a weight nor a bad share was given for case {shortNo}.",
      advice: "Give at least one of them.",
    },
  ),
  proof_needs_evidence: problem(
    {
      title: "证明要有本单的凭证",
      detail: "没有保存：售后单 {shortNo} 没有勾选凭证，或勾选的不是本单的凭证。",
      advice: "请先把凭证补充到售后单，再勾选。",
    },
    {
      title: "Proof needs files of this case",
      detail: "Nothing was saved: no file was named for case {shortNo}, or one that is not evidence of it.",
      advice: "Add the file to the case first, then tick it.",
    },
  ),
  judged_reason_unknown: problem(
    { title: "没有这个原因", detail: "没有保存：售后单 {shortNo} 的规则里没有原因 {reason}。", advice: "请从原因列表里选择。" },
    {
      title: "No such reason",
      detail: "Nothing was saved: the rules of case {shortNo} have no reason {reason}.",
      advice: "Choose one of the list.",
    },
  ),
  cause_not_for_reason: problem(
    {
      title: "这个原因下不能认定为此根因",
      detail: "没有保存：售后单 {shortNo} 的原因 {reason} 下不能认定根因 {cause}。",
      advice: "请先改认定原因，或从该原因的根因列表里选择。",
    },
    {
      title: "Not a cause of this reason",
      detail: "Nothing was saved: in case {shortNo}, {cause} cannot be the cause of reason {reason}.",
      advice: "Judge another reason first, or choose a cause from that reason’s list.",
    },
  ),
  cause_not_shared: problem(
    {
      title: "这个根因由一方承担",
      detail: "没有保存：售后单 {shortNo} 的根因 {cause} 只由一方承担，不能分摊。",
      advice: "请去掉分摊比例，或认定由双方承担的根因。",
    },
    {
      title: "This cause lies with one alone",
      detail: "Nothing was saved: in case {shortNo}, cause {cause} is borne by one party, so there is nothing to share.",
      advice: "Leave the share out, or name a cause that lies with two.",
    },
  ),
  cause_needs_evidence: problem(
    {
      title: "认定这个根因要有凭证",
      detail: "没有保存：售后单 {shortNo} 认定根因 {cause}，既没有指明凭证，也没有质检记录。",
      advice: "请勾选能证明的凭证，或先完成质检。",
    },
    {
      title: "This cause has to be shown",
      detail: "Nothing was saved: cause {cause} of case {shortNo} names no evidence, and the goods have not been inspected.",
      advice: "Tick the files that show it, or have the goods inspected first.",
    },
  ),
  judgement_final: problem(
    {
      title: "根因已是终局认定",
      detail: "没有保存：售后单 {shortNo} 的根因 {cause} 已经过商家异议复核。",
      advice: "有新的事实请写备注，由主管处理。",
    },
    {
      title: "The cause is settled",
      detail: "Nothing was saved: cause {cause} of case {shortNo} was found in answer to an objection.",
      advice: "Write new facts into a note for a supervisor.",
    },
  ),
  other_judge_needed: problem(
    {
      title: "异议要由另一位主管复核",
      detail: "没有保存：商家对售后单 {shortNo} 的根因提出了异议，认定的人和角色 {role} 不能自己复核。",
      advice: "请交给另一位主管。",
    },
    {
      title: "Another supervisor has to look at it",
      detail:
        "Nothing was saved: the seller objects to the cause of case {shortNo}, and neither who found it nor the role {role} may answer that.",
      advice: "Hand it to another supervisor.",
    },
  ),
  nothing_judged: problem(
    { title: "还没有认定根因", detail: "没有保存：售后单 {shortNo} 还没有人认定根因。", advice: "认定后才能提出异议。" },
    {
      title: "No cause was found yet",
      detail: "Nothing was saved: nobody has named the cause of case {shortNo}.",
      advice: "Object once somebody has.",
    },
  ),
  objected_before: problem(
    { title: "已经提出过异议", detail: "没有保存：售后单 {shortNo} 的根因已有一份异议在处理。", advice: "补充说明请写在备注里。" },
    {
      title: "Objected to already",
      detail: "Nothing was saved: an objection to the cause of case {shortNo} is being looked at.",
      advice: "Add to it in a note.",
    },
  ),
  objection_too_late: problem(
    {
      title: "异议期已过",
      detail: "没有保存：对售后单 {shortNo} 的根因可以异议到 {untilAt}。",
      advice: "有新的事实请写备注，由主管处理。",
    },
    {
      title: "Too late to object",
      detail: "Nothing was saved: the cause of case {shortNo} could be objected to until {untilAt}.",
      advice: "Write new facts into a note for a supervisor.",
    },
  ),
};
