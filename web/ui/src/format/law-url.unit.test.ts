import { expect, it } from "vitest";
import { lawUrl } from "./law-url.ts";

it.each([
  ["七日无理由退货暂行办法 第九条 (7D a9)", "https://www.gov.cn/zhengce/2020-11/03/content_5723721.htm"],
  ["消费者权益保护法实施条例 第十九条 (CRPR a19)", "https://www.mee.gov.cn/zcwj/gwywj/202403/t20240320_1068830.shtml"],
  ["消费者权益保护法 第二十四条 (CRPL a24)", "https://flk.npc.gov.cn/"],
])("%s is read at its official place", (source, url) => {
  expect(lawUrl(source)).toBe(url);
});

it.each(["operator", "TB a54", "DY:定制类商品争议处理细则 2"])("%s is no law", source => {
  expect(lawUrl(source)).toBeNull();
});
