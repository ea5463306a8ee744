/** Where the official text of a source is read: the page itself where we know it, else the national database of laws. Null for rules that are no law. */
export const lawUrl = (source: string): string | null => KNOWN.find(({ named }) => named.test(source))?.url ?? null;

const KNOWN: readonly { readonly named: RegExp; readonly url: string }[] = [
  { named: /七日无理由退货|\b7D\b/, url: "https://www.gov.cn/zhengce/2020-11/03/content_5723721.htm" },
  { named: /消费者权益保护法实施条例|\bCRPR\b/, url: "https://www.mee.gov.cn/zcwj/gwywj/202403/t20240320_1068830.shtml" },
  { named: /法 第|民法典|\b(?:CRPL|ECL|FSL|PQL|CC|PIPL)\b/, url: "https://flk.npc.gov.cn/" },
];
