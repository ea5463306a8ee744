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
  extension_over: problem(
    {
      title: "这段时间不对",
      detail: "没有公告：结束时间 {untilTime} 已经过去，或不晚于开始时间。",
      advice: "请给出晚于现在、也晚于开始的结束时间。",
    },
    {
      title: "That time is no time",
      detail: "Nothing was announced: {untilTime} has passed already, or is not after the beginning.",
      advice: "Give an end after now and after the beginning.",
    },
  ),
  extension_too_long: problem(
    { title: "顺延太久", detail: "没有公告：一次最多顺延 {maxDaysCount} 天。", advice: "更久的变化请改规则并提前公示。" },
    {
      title: "Too long an extension",
      detail: "Nothing was announced: at most {maxDaysCount} days at a time.",
      advice: "Change the rules for more, and announce that in time.",
    },
  ),
  calendar_refused: problem(
    {
      title: "工作时间有误",
      detail:
        "没有保存：{reason}（spans_overlap 时段重叠，span_outside_day 超出一天，no_working_time 没有任何工作时间，not_a_date 日期不存在，holiday_backwards 假期首尾颠倒，holiday_outside_year 假期不在该年，workday_is_holiday 调休日在假期内）。",
      advice: "请改正后重新登记。",
    },
    {
      title: "These working hours do not hold",
      detail: "Nothing was saved: {reason}.",
      advice: "Correct them and write them down again.",
    },
  ),
  nothing_to_pause: problem(
    {
      title: "没有可暂停的计时",
      detail: "没有保存：售后单 {shortNo} 现在没有由您负责、带服务时限的步骤。",
      advice: "请刷新查看当前进度。",
    },
    {
      title: "No clock to pause",
      detail: "Nothing was saved: case {shortNo} has no step of yours with a service time running.",
      advice: "Reload to see where it stands.",
    },
  ),
  already_paused: problem(
    { title: "计时已经暂停", detail: "没有保存：售后单 {shortNo} 已在等待买家答复。", advice: "买家答复后计时会自动继续。" },
    {
      title: "Already waiting",
      detail: "Nothing was saved: case {shortNo} waits for the buyer already.",
      advice: "The clock runs on by itself when the buyer answers.",
    },
  ),
  not_paused: problem(
    { title: "计时没有暂停", detail: "没有保存：售后单 {shortNo} 没有在等待买家。", advice: "不需要再做什么。" },
    { title: "Not waiting", detail: "Nothing was saved: case {shortNo} does not wait for the buyer.", advice: "Nothing is left to do." },
  ),
  severity_unchanged: problem(
    { title: "级别没有变化", detail: "没有保存：售后单 {shortNo} 已经是 {severity} 级。", advice: "请选择另一个级别。" },
    {
      title: "The severity is the same",
      detail: "Nothing was saved: case {shortNo} is {severity} already.",
      advice: "Choose another severity.",
    },
  ),
} as const;
