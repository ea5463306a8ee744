import { problem } from "./problem-text.ts";

/** What can be wrong with clocks, calendars and announced extensions. */
export const CLOCK_PROBLEMS = {
  clock_not_movable: problem(
    {
      title: "这里的时钟不能拨动",
      detail: "没有执行：这套系统处理真实的售后单，时间只能自己流逝。",
      advice: "请在沙箱（演示或测试）环境里拨快时钟。",
    },
    {
      title: "This clock cannot be moved",
      detail: "Nothing was done: this installation handles real cases, and its time passes by itself.",
      advice: "Move the clock of a sandbox: a demo or a test installation.",
    },
  ),
  clock_never_backwards: problem(
    {
      title: "时钟不能往回拨",
      detail: "没有执行：沙箱时钟已经走到 {nowTime}，不能回到 {askedTime}。",
      advice: "请给出更晚的时间；要重来，请换一个新的数据目录。",
    },
    {
      title: "The clock never goes back",
      detail: "Nothing was done: the sandbox's clock shows {nowTime} and cannot return to {askedTime}.",
      advice: "Give a later time; to begin again, start with a new data folder.",
    },
  ),
  clock_too_far: problem(
    {
      title: "一次拨得太远",
      detail: "没有执行：一次最多拨快 {maxDaysCount} 天，要求的是 {askedTime}。",
      advice: "请分几次拨。",
    },
    {
      title: "Too far at once",
      detail: "Nothing was done: at most {maxDaysCount} days at a time, and {askedTime} was asked for.",
      advice: "Move it in several steps.",
    },
  ),
} as const;
