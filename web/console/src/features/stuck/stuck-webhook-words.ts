export const zh = {
  title: "没有送达的回调",
  host: "对方系统",
  state: "状态",
  dead: "已放弃",
  waiting: "等待",
  status: { active: "投递中", paused: "已暂停", gone: "对方已注销（410）" },
};
export const en: typeof zh = {
  title: "Webhook deliveries that were given up",
  host: "System",
  state: "State",
  dead: "Given up",
  waiting: "Waiting",
  status: { active: "Delivering", paused: "Paused", gone: "Gone (410)" },
};
