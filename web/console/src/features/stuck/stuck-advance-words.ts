export const zh = {
  title: "没能分责的垫付",
  case: "售后单",
  since: "卡住时间",
  attempts: "已试",
  fault: "原因",
  next: "下次自动重试",
};
export const en: typeof zh = {
  title: "Advances nobody could be charged for",
  case: "Case",
  since: "Stuck since",
  attempts: "Tries",
  fault: "Why",
  next: "Tried again by itself",
};
