import { problem } from "./problem-text.ts";

/** What setting up a webhook, answering a survey, or saying how one wants to hear can be refused with. */
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
  notice_kind_unknown: problem(
    {
      title: "没有这类消息",
      detail: "没有保存：你的职责收不到“{kind}”这类消息，规则里没有它。",
      advice: "请刷新设置页，从列出的消息里选。",
    },
    {
      title: "There is no such notice",
      detail: "Not saved: your role never hears of {kind}; the rules have no such notice for it.",
      advice: "Reload the settings and choose among those listed.",
    },
  ),
  notice_kind_bound: problem(
    {
      title: "这类消息不能关",
      detail: "没有保存：“{kind}”是紧急的事，或关系到法定、平台时限，到时没人处理就由系统决定。",
      advice: "请保留规则定的方式；其他消息可以关掉，或改成只在工作台里看。",
    },
    {
      title: "This cannot be switched off",
      detail: "Not saved: {kind} is urgent, or a deadline runs after which silence decides.",
      advice: "Keep the ways the rules name; other notices can be switched off or left to the console.",
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
