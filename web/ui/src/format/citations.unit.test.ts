import { expect, it } from "vitest";
import { readTables } from "../../../../test/policy/read-pack.ts";
import { citationsOf } from "./citations.ts";

const zh = (source: string) => citationsOf(source, "zh").map(({ name }) => name);
const en = (source: string) => citationsOf(source, "en").map(({ name }) => name);

it.each([
  ["七日无理由退货暂行办法 第十条 (7D a10, a5)", ["七日无理由退货暂行办法 第十条"]],
  ["民法典 第六百二十一条 (CRPL a24; CC a582, a621)", ["民法典 第六百二十一条", "消费者权益保护法 第24条"]],
  ["TB a75; CC a832", ["平台规则，参照淘宝平台争议处理规则 第75条", "民法典 第832条"]],
  ["DY:_坏了包退官方保障_服务规范 5.1", ["平台规则，参照抖音《坏了包退官方保障服务规范》 5.1"]],
  ["7D a17-18; CRPL a25(3)", ["七日无理由退货暂行办法 第17至18条", "消费者权益保护法 第25条第3项"]],
  ["operator; policy 3.8 AC-8", ["平台规则"]],
  ["3B a11 (secondary)", ["部分商品修理更换退货责任规定 第11条"]],
])("%s is told by names a buyer knows", (source, names) => {
  expect(zh(source)).toEqual(names);
});

it("tells the same in English", () => {
  expect(en("消费者权益保护法 第二十四条 (CRPL a24; JD-G a28-31)")).toEqual([
    "Consumer Rights Protection Law, art. 24",
    "our own rules, modelled on JD's general rules for disputes, art. 28–31",
  ]);
});

it("leads to the text of each law it names, and to no platform's", () => {
  expect(citationsOf("7D a17; TB a53", "zh")).toEqual([
    { name: "七日无理由退货暂行办法 第17条", url: "https://www.gov.cn/zhengce/2020-11/03/content_5723721.htm" },
    { name: "平台规则，参照淘宝平台争议处理规则 第53条", url: null },
  ]);
});

it("leaves no key of the base pack's laws and platforms unread", () => {
  const sources = readTables("policies/base/tables/*.json").flatMap(({ json }) =>
    [...JSON.stringify(json).matchAll(/"row\.source":"'([^']*)'"/g)].map(([, source = ""]) => source),
  );
  expect(sources.length).toBeGreaterThan(500);
  const unread = sources.flatMap(source => zh(source)).filter(name => /^[A-Z0-9-]+ a\d|^DY:|^(policy|design) /.test(name));
  expect([...new Set(unread)]).toEqual([]);
});
