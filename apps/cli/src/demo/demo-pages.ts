import { DEMO_PASSWORD, demoAccounts, demoGuest } from "@amends/demo/accounts";
import { DEMO_OPERATIONS } from "@amends/demo/operations";
import { type Instant, instant } from "@amends/domain/kernel/time";
import type { DemoFile } from "./demo-file.ts";
import { signHostToken } from "./host-token.ts";

/** Where to click and as whom. Buyers' links are signed as a shop would sign them, and hold for an hour. */
export const demoPages = (demo: DemoFile, url: string, now: Instant = instant(Date.now())): readonly string[] => [
  `  演示账号 demo accounts（密码 password: ${DEMO_PASSWORD}）`,
  ...DEMO_OPERATIONS.map(operation => {
    const emails = demoAccounts(operation).map(({ email }) => email.slice(0, email.indexOf("@")));
    return `    ${operation.name.zh} ${operation.code}：${emails.join(" · ")} @${operation.code}.example`;
  }),
  "  演示买家 demo buyers（链接一小时内有效 links hold for an hour; new ones: npm run amends -- demo-links）",
  ...demo.shops.map(shop => `    ${nameOf(shop)} ${buyerLink(shop, url, now)}`),
];

const nameOf = ({ code }: DemoFile["shops"][number]): string => DEMO_OPERATIONS.find(operation => operation.code === code)?.name.zh ?? code;

const buyerLink = (shop: DemoFile["shops"][number], url: string, now: Instant): string =>
  `${url}/#token=${signHostToken(shop, demoGuest(shop.code), now)}`;
