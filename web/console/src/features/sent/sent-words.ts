export const zh = {
  title: "已发出的消息",
  intro: "沙箱没有接真的短信、微信和邮件：本来要发给人的，都留在这里。收件人已掩码；服务重启后从空的开始，最多留 500 条。",
  none: "还没有发出消息",
  noneNext: "售后单往前走一步，买家、商家或同事该收到的消息就会出现在这里。",
  noneOfWay: "这个渠道还没有发出消息",
  label: "渠道",
  ways: { all: "全部", email: "邮件", sms: "短信", wechat: "微信模板消息" },
  buyer: "买家",
  desk: "同事或商家",
  open: "打开售后单",
  template: "模板",
};
export const en: typeof zh = {
  title: "Messages sent",
  intro:
    "This sandbox has no real SMS, WeChat or mail: what would have gone to people stays here. Addresses are masked; a restart begins anew, and 500 are kept.",
  none: "Nothing was sent yet",
  noneNext: "Move a case one step on, and what its buyer, seller or a colleague would get stands here.",
  noneOfWay: "Nothing was sent this way yet",
  label: "Way",
  ways: { all: "All", email: "Mail", sms: "SMS", wechat: "WeChat template" },
  buyer: "Buyer",
  desk: "Desk or seller",
  open: "Open the case",
  template: "Template",
};
