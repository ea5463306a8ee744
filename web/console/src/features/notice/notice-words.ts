export const zh = {
  open: (unread: number) => (unread === 0 ? "消息" : `消息，${unread > 99 ? "99+" : unread} 条未读`),
  title: "消息",
  none: "没有消息",
  noneNext: "与你的职责有关的事会告诉你。",
  readAll: "全部已读",
  urgent: "紧急",
};
export const en: typeof zh = {
  open: (unread: number) => (unread === 0 ? "Notices" : `Notices, ${unread > 99 ? "99+" : unread} unread`),
  title: "Notices",
  none: "No notices",
  noneNext: "What concerns your job is told to you here.",
  readAll: "Mark all as read",
  urgent: "urgent",
};
