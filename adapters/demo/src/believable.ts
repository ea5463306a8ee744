import type { GoodsCondition } from "@amends/domain/intake/case-facts";
import type { ServiceType } from "@amends/domain/intake/service-type";
import type { Chance } from "./chance.ts";

/** What a buyer would say of goods of this kind: a reason by its code, in their words, with the state the goods are in. */
type Story = {
  readonly reason: string;
  readonly departments: readonly string[] | "any";
  readonly condition: GoodsCondition;
  readonly words: readonly string[];
};

const NOT_FRESH = ["electronics", "appliance", "apparel", "beauty", "home", "furniture", "toy", "baby", "book", "music", "sport", "gift"];
const WITH_CURRENT = ["electronics", "appliance"];

const STORIES: readonly Story[] = [
  {
    reason: "70.01",
    departments: ["fresh"],
    condition: "damaged",
    words: ["底下一层都烂了，照片里能看到", "打开有好几个发霉的，味道也不对"],
  },
  {
    reason: "70.02",
    departments: ["fresh"],
    condition: "opened_intact",
    words: ["称了一下少了两百多克", "分量不够，家里的秤可以拍给你们看"],
  },
  { reason: "70.06", departments: ["fresh"], condition: "damaged", words: ["送到时冰袋已经化了，包装都是软的"] },
  { reason: "30.01", departments: NOT_FRESH, condition: "unopened", words: ["买重了，还没拆", "家里人不太需要，原包装没动过"] },
  {
    reason: "40.01",
    departments: NOT_FRESH,
    condition: "opened_intact",
    words: ["拆开就看到一道划痕，还没用过", "边上有一块掉漆，照片里能看到"],
  },
  {
    reason: "40.02",
    departments: WITH_CURRENT,
    condition: "used",
    words: ["用了三天就没反应了，换了插座也一样", "按键时灵时不灵，重启也没用"],
  },
  { reason: "40.03", departments: ["electronics"], condition: "used", words: ["充了一晚上还是开不了机"] },
  { reason: "40.05", departments: ["apparel"], condition: "used", words: ["第一次洗就褪色了，领口也起球"] },
  { reason: "50.01", departments: "any", condition: "opened_intact", words: ["颜色和页面差很多", "收到的规格和页面写的不一样"] },
  { reason: "60.01", departments: "any", condition: "unopened", words: ["发错了，不是我下单的那一款"] },
  { reason: "60.02", departments: "any", condition: "opened_intact", words: ["数了两遍，少了一件", "配件袋里少了东西"] },
  { reason: "60.05", departments: "any", condition: "damaged", words: ["箱子一角压扁了，里面也碎了", "外箱是破的，东西磕坏了"] },
  { reason: "20.01", departments: "any", condition: "unknown", words: ["显示已签收，但我没有收到", "好几天了还没有到"] },
  { reason: "20.04", departments: "any", condition: "unknown", words: ["物流三天没有更新了"] },
  { reason: "20.07", departments: "any", condition: "unopened", words: ["送来时外箱已经湿透，没有签收"] },
  { reason: "10.01", departments: "any", condition: "unknown", words: ["临时不需要了，还没发货的话请取消", "地址选错了，重新下单"] },
  { reason: "80.05", departments: "any", condition: "unknown", words: ["说好开发票，催了两次还没有", "问了三次，每次答复都不一样"] },
];

/** `words` is null where somebody says no more than the reason. */
export type Told = { readonly reason: string; readonly condition: GoodsCondition; readonly words: string | null };

/** What only food can be. */
const OF_FRESH = "70.";

/** One of the reasons that are open, as somebody with such goods would give it; null where nobody would: a tablet does not rot. */
export const tellStory = (category: string, open: readonly string[], chance: Chance): Told | null => {
  const [department = ""] = category.split(".");
  const fitting = STORIES.filter(
    ({ reason, departments }) => open.includes(reason) && (departments === "any" || departments.includes(department)),
  );
  // What is particular to such goods is what people mostly complain about.
  const own = fitting.filter(({ departments }) => departments !== "any");
  const [first] = fitting;
  if (first === undefined) {
    const plain = open.find(reason => department === "fresh" || !reason.startsWith(OF_FRESH));
    return plain === undefined ? null : { reason: plain, condition: "unopened", words: null };
  }
  const { reason, condition, words } = chance.oneOf(own.length > 0 && chance.inThousand(700) ? own : fitting);
  return { reason, condition, words: chance.oneOf(words) };
};

const NOT_REPAIRED = ["fresh", "food", "beauty", "book"];

/** Whether anybody would ask for this of such goods: a fish is not mended. */
export const isThinkable = (serviceType: ServiceType, category: string): boolean =>
  serviceType !== "repair" || !NOT_REPAIRED.some(department => category === department || category.startsWith(`${department}.`));
