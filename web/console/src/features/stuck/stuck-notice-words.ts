export const zh = {
  title: "没有发出的消息",
  open: "打开售后单",
  channel: "渠道",
  channels: { email: "邮件", sms: "短信", wechat: "微信" },
};
export const en: typeof zh = {
  title: "Messages that did not go out",
  open: "Open the case",
  channel: "Channel",
  channels: { email: "E-mail", sms: "SMS", wechat: "WeChat" },
};
