import type { Language } from "../words/language.ts";
import { lawUrl } from "./law-url.ts";

/** One place where a rule stands written, by a name that people know it by, and its text where that is open to read. */
export type Citation = { readonly name: string; readonly url: string | null };

type Instrument = { readonly zh: string; readonly en: string; readonly isLaw: boolean };
const law = (zh: string, en: string): Instrument => ({ zh, en, isLaw: true });
const platform = (zh: string, en: string): Instrument => ({ zh, en, isLaw: false });

/** The keys under which the packs cite. */
const INSTRUMENTS: Readonly<Record<string, Instrument>> = {
  CRPL: law("消费者权益保护法", "Consumer Rights Protection Law"),
  CRPR: law("消费者权益保护法实施条例", "Regulations on the Consumer Rights Protection Law"),
  "7D": law("七日无理由退货暂行办法", "Measures for seven-day returns without reason"),
  ECL: law("电子商务法", "E-Commerce Law"),
  FSL: law("食品安全法", "Food Safety Law"),
  FSP9: law("最高人民法院食品药品惩罚性赔偿解释", "Supreme People's Court on punitive damages for food and drugs"),
  FSP20: law("最高人民法院食品安全民事纠纷解释（一）", "Supreme People's Court on food safety disputes (I)"),
  FDP: law("食品药品纠纷规定", "Supreme People's Court on food and drug disputes"),
  SPC8: law("最高法网络消费纠纷规定(一)", "Supreme People's Court on online consumer disputes (I)"),
  PEN: law("侵害消费者权益行为处罚办法", "Measures on punishing infringements of consumers' rights"),
  PQL: law("产品质量法", "Product Quality Law"),
  CC: law("民法典", "Civil Code"),
  CAR: law("家用汽车产品修理更换退货责任规定", "Rules on repair, exchange and return of cars"),
  "3B": law("部分商品修理更换退货责任规定", "Rules on repair, exchange and return of certain goods"),
  PIPL: law("个人信息保护法", "Personal Information Protection Law"),
  EXP: law("快递暂行条例", "Regulations on express delivery"),
  EXM: law("快递市场管理办法", "Measures for the express delivery market"),
  EVID: law("最高人民法院民事诉讼证据规定", "Supreme People's Court on evidence in civil cases"),
  TB: platform("淘宝平台争议处理规则", "Taobao's rules for disputes"),
  "JD-G": platform("京东开放平台交易纠纷处理总则", "JD's general rules for disputes"),
  "JD-P": platform("京东开放平台商品类问题纠纷处理标准", "JD's standards for disputes about goods"),
};

const OWN: Readonly<Record<Language, string>> = { zh: "平台规则", en: "our own rules" };
const AFTER: Readonly<Record<Language, (model: string) => string>> = {
  zh: model => `平台规则，参照${model}`,
  en: model => `our own rules, modelled on ${model}`,
};

/** The law by its name first, then whatever else was read; what is said twice is said once. */
export const citationsOf = (source: string, language: Language): readonly Citation[] => {
  const [, named, codes] = /^(\S.*?) \(((?:[A-Z0-9][A-Za-z0-9-]* a\d|DY:|.*;).*)\)$/.exec(source) ?? [null, null, source];
  // A law's own name is Chinese; whoever reads English is told what it is called there.
  const first = language === "en" || !named ? [] : [{ name: named, url: lawUrl(named) }];
  const others = (codes ?? source).split(/;\s*/).map(code => citationOf(code.trim(), language));
  const said = language === "zh" && named ? others.filter(({ name }) => !named.startsWith(name.split(" ")[0] ?? name)) : others;
  return [...new Map([...first, ...said].map(citation => [citation.name, citation])).values()];
};

const citationOf = (code: string, language: Language): Citation => {
  if (/^(operator|policy|design|example|intake|tau-retail)\b/.test(code)) return { name: OWN[language], url: null };
  const douyin = /^DY:(.+?)(?: ([\d.,\-、 ]+))?$/.exec(code);
  if (douyin !== null) return { name: AFTER[language](douyinRule(douyin[1] ?? "", douyin[2] ?? "", language)), url: null };
  const [, key = "", articles = ""] = /^([A-Z0-9][A-Za-z0-9-]*)((?: a\d.*| \(.*)?)$/.exec(code) ?? [];
  const instrument = INSTRUMENTS[key];
  if (instrument === undefined) return { name: code, url: lawUrl(code) };
  const full = `${instrument[language]}${articlesOf(articles, language)}`;
  return instrument.isLaw ? { name: full, url: lawUrl(code) } : { name: AFTER[language](full), url: null };
};

const douyinRule = (name: string, chapter: string, language: Language): string => {
  const title = `《${name.replaceAll("_", "")}》${chapter.trim() === "" ? "" : ` ${chapter.trim()}`}`;
  return language === "zh" ? `抖音${title}` : `Douyin's ${title}`;
};

/** `a10, a31(1)` and `a17-18`: the numbers of articles and their items. What is written behind them is for whoever keeps the pack. */
const articlesOf = (written: string, language: Language): string => {
  const numbers = [...written.matchAll(/a(\d+)(?:-(\d+))?(?:\((\d+)\))?/g)].map(([, from = "", to, item]) =>
    language === "zh"
      ? `第${from}${to === undefined ? "" : `至${to}`}条${item === undefined ? "" : `第${item}项`}`
      : `${from}${to === undefined ? "" : `–${to}`}${item === undefined ? "" : `(${item})`}`,
  );
  if (numbers.length === 0) return "";
  return language === "zh" ? ` ${numbers.join("、")}` : `, art. ${numbers.join(", ")}`;
};
