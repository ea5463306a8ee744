import { problem } from "./problem-text.ts";

/** What setting up a webhook, or answering a survey, can be refused with. */
export const WEBHOOK_PROBLEMS = {
  survey_not_open: problem(
    {
      title: "现在不能评价",
      detail: "没有保存：售后单 {shortNo} 还没有发出评价，或评价时间已过。",
      advice: "评价会在售后完成一天后发给您，7 天内有效；有问题可以直接在售后单里留言。",
    },
    {
      title: "It cannot be rated now",
      detail: "Not saved: case {shortNo} is not asked about, or the time for it is over.",
      advice: "You are asked a day after it was settled and have seven days; if something is wrong, write on the case.",
    },
  ),
  webhook_url_not_https: problem(
    { title: "回调地址必须是 HTTPS", detail: "没有保存：{host} 不是 https 地址。", advice: "请换成 https:// 开头的地址。" },
    {
      title: "A webhook needs HTTPS",
      detail: "Not saved: {host} is not an https address.",
      advice: "Use an address that begins with https://.",
    },
  ),
  webhook_url_not_public: problem(
    {
      title: "回调地址不在公网上",
      detail: "没有保存：{host} 是本机、内网、保留地址，或带有账号密码，不能作为回调地址。",
      advice: "请填写公网上能访问的域名，签名已能证明消息来自本系统，地址里不需要账号密码。",
    },
    {
      title: "The webhook's address is not public",
      detail: "Not saved: {host} is this machine, a private or reserved address, or carries a user name.",
      advice: "Give a name that the Internet can reach; the signature proves who calls, so no password belongs in the address.",
    },
  ),
  too_many_webhooks: problem(
    { title: "回调地址太多", detail: "没有保存：一条业务线最多 20 个回调地址。", advice: "请先删除不用的。" },
    { title: "Too many webhooks", detail: "Not saved: an operation has 20 at most.", advice: "Remove one that is not used any more." },
  ),
} as const;
