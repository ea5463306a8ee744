import type { WordsLike } from "@amends/ui/words/zh";

/** The words of the page that says why a request was decided so, and who may decide otherwise. */
export const whyZh = {
  why: {
    filed: "申请于",
    rules: "依据的规则",
    sure: "我们有多大把握",
    change: "怎样会有不同的结果",
    overrule: "谁可以改判",
    nothingNeeded: "申请符合规则，不需要改变什么。",
    granted: "审核的人已经同意，不需要改变什么。",
    byPerson: "这种情况由人判断，补充材料也不会自动通过；您补充的，判断的人都会看到。",
    nothingHelps: "材料和商品状态单独改变，结果都一样。您可以补充情况，由人工判断。",
    improvement: {
      evidence: "凭证补充完整",
      matching_photo: "有手机直接拍的原图，拍到面单或尺子",
      sealed_video: "有从封好的包裹和面单拍起、没有中断的视频",
      unopened: "商品未拆封",
      intact: "商品拆开但完好",
    },
    led: { approved: "可以直接同意", review: "可以进入人工审核", refused: "" },
    surer: "仍由人判断，但更有把握",
    person: "您对自动作出的决定有异议，可以要求人工重新处理（个人信息保护法 第二十四条）。",
    authority: "也可以拨打 12315，向市场监督管理部门投诉。",
    print: "打印或存成 PDF",
  },
} as const;

export const whyEn: WordsLike<typeof whyZh> = {
  why: {
    filed: "filed",
    rules: "The rules behind it",
    sure: "How sure we are",
    change: "What would have led further",
    overrule: "Who can change it",
    nothingNeeded: "Your request met the rules; nothing has to change.",
    granted: "Whoever reviewed it has agreed; nothing has to change.",
    byPerson: "A person decides in a case like this, and more evidence would not make it pass by itself. Whoever decides sees all you add.",
    nothingHelps: "Neither more evidence nor another state of the goods alone would change it. Tell us more, and a person decides.",
    improvement: {
      evidence: "With complete evidence",
      matching_photo: "With a photo straight from the camera that shows the waybill or a ruler",
      sealed_video: "With a film that begins at the sealed parcel and its waybill and has no break",
      unopened: "Had it not been opened",
      intact: "Had it been opened but intact",
    },
    led: { approved: "it could be approved at once", review: "a person could look at it", refused: "" },
    surer: "a person decides still, and is surer",
    person:
      "If a decision was made automatically you can ask for a person to decide anew (Personal Information Protection Law, article 24).",
    authority: "You can also call 12315, the market regulator’s line.",
    print: "Print or save as PDF",
  },
};
