import type { FILE_SHOWS } from "@amends/domain/evidence/file-shows";

type Shows = Readonly<Record<(typeof FILE_SHOWS)[number], string>>;

export const WEIGHING_WORDS = {
  zh: {
    title: "有多大把握",
    rank: (rank: number) => `第 ${rank} 位阶`,
    look: "登记看到的内容",
    lookAt: (name: string) => `登记看到的内容：${name}`,
    finding: "这份凭证",
    asGiven: "按提交时的样子计入",
    shows_: {
      authority_finding: "是法院、仲裁或主管部门的认定",
      lab_report: "是有资质（CMA/CNAS）的检测报告",
      brand_identification: "是品牌鉴定",
      system_log: "是平台或物流的记录",
      sealed_video: "从封好的包裹和面单拍起，没有中断",
      chat_admission: "是聊天里对方自己承认",
      matching_photo: "拍到了相符的面单或尺子",
      plain: "只拍到商品本身，没有别的",
    } satisfies Shows,
    void_: { altered: "不计入：内容被改动过", irrelevant: "不计入：与本单无关" },
    why: "理由（买家和商家都会看到）",
    said: (what: string) => `提交人说明：${what}`,
  },
  en: {
    title: "How sure we are",
    rank: (rank: number) => `Rank ${rank}`,
    look: "Note what it shows",
    lookAt: (name: string) => `Note what it shows: ${name}`,
    finding: "This file",
    asGiven: "Counts as it was given",
    shows_: {
      authority_finding: "Is a finding of a court, an arbitrator or an authority",
      lab_report: "Is a report of an accredited laboratory (CMA or CNAS)",
      brand_identification: "Is an identification by the brand",
      system_log: "Is a record of the platform or the carrier",
      sealed_video: "Begins at the sealed parcel and its waybill, without a break",
      chat_admission: "Is an admission by the other side in the chat",
      matching_photo: "Has the matching waybill or a scale in it",
      plain: "Shows the goods and nothing else",
    } satisfies Shows,
    void_: { altered: "Does not count: it was altered", irrelevant: "Does not count: it has nothing to do with this case" },
    why: "Why (buyer and seller will both read it)",
    said: (what: string) => `Whoever gave it says: ${what}`,
  },
};
