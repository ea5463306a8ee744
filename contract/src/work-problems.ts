import { problem } from "./problem-text.ts";

/** What taking up, moving and reporting work can be refused with. */
export const WORK_PROBLEMS = {
  item_ended: problem(
    { title: "这项工作已经结束", detail: "没有改动：{itemId} 已经结束。", advice: "请刷新队列，领取下一项。" },
    { title: "The item has ended", detail: "Nothing was changed: {itemId} has ended.", advice: "Reload the queue and take the next one." },
  ),
  item_merged: problem(
    {
      title: "这项工作已并入另一项",
      detail: "没有改动：{itemId} 已并入另一项工作，或与目标是同一项。",
      advice: "请打开它并入的那一项。",
    },
    {
      title: "The item is part of another",
      detail: "Nothing was changed: {itemId} is merged into another item, or is the very same.",
      advice: "Open the one it is part of.",
    },
  ),
  claimed_by_other: problem(
    { title: "同事正在处理", detail: "没有改动：{itemId} 已被同事领取。", advice: "请领取下一项；确需调整，请主管转交。" },
    {
      title: "A colleague has it",
      detail: "Nothing was changed: {itemId} is in a colleague's hands.",
      advice: "Take the next one; a supervisor can move it.",
    },
  ),
  not_claimed: problem(
    { title: "这项工作还没有人领取", detail: "没有改动：{itemId} 还没有人领取。", advice: "请先领取，再操作。" },
    { title: "Nobody has it yet", detail: "Nothing was changed: nobody has taken {itemId}.", advice: "Take it first." },
  ),
  capacity_full: problem(
    {
      title: "手上的工作已满",
      detail: "没有领取：{accountId} 手上的工作已达到上限 {capacityCount}。",
      advice: "请先办完、暂缓或转交一项；上限由主管调整。",
    },
    {
      title: "No hand is free",
      detail: "Nothing was taken: {accountId} holds as much as {capacityCount} allow.",
      advice: "Finish, put off or hand over one first; a supervisor sets the limit.",
    },
  ),
  not_an_agent: problem(
    { title: "还没有工作台设置", detail: "没有执行：{accountId} 还没有技能和班组。", advice: "请上线一次，或请主管设置技能。" },
    {
      title: "No place at the queue yet",
      detail: "Nothing was done: {accountId} has neither teams nor skills.",
      advice: "Go on duty once, or ask a supervisor to set them.",
    },
  ),
  not_on_duty: problem(
    { title: "您还没有上线", detail: "没有领取：{accountId} 当前不在线。", advice: "请先点“上线”，再领取下一项。" },
    { title: "You are not on duty", detail: "Nothing was taken: {accountId} is away.", advice: "Go on duty, then ask for the next one." },
  ),
  lacks_skill: problem(
    {
      title: "对方没有这项技能",
      detail: "没有转交：{accountId} 不具备 {itemId} 需要的班组、技能或语言。",
      advice: "请换一位同事，或请主管调整技能。",
    },
    {
      title: "They lack the skill",
      detail: "Not handed over: {accountId} lacks the team, skill or language that {itemId} needs.",
      advice: "Choose somebody else, or have their skills changed.",
    },
  ),
  owner_kept: problem(
    { title: "投诉由一人负责到底", detail: "没有改动：{itemId} 由一人负责到底。", advice: "确需换人，请主管转交。" },
    {
      title: "One owner to the end",
      detail: "Nothing was changed: {itemId} keeps its owner to the end.",
      advice: "If it must change hands, a supervisor can hand it over.",
    },
  ),
  not_same_buyer: problem(
    { title: "不是同一位买家", detail: "没有合并：{itemId} 和 {intoId} 不是同一位买家的事。", advice: "只能合并同一位买家的工作。" },
    {
      title: "Not the same buyer",
      detail: "Not merged: {itemId} and {intoId} belong to different buyers.",
      advice: "Only work for one buyer can be merged.",
    },
  ),
  time_in_past: problem(
    { title: "时间已经过去", detail: "没有改动：{at} 已经过去。", advice: "请选择一个将来的时间。" },
    { title: "The time has passed", detail: "Nothing was changed: {at} is past.", advice: "Choose a time still ahead." },
  ),
  skill_unknown: problem(
    { title: "规则里没有这项技能", detail: "没有保存：路由规则里没有技能 {skill}。", advice: "请从规则里的技能中选择：{known}。" },
    {
      title: "Unknown skill",
      detail: "Nothing was saved: the routing rules have no skill {skill}.",
      advice: "Choose among those of the rules: {known}.",
    },
  ),
  team_unknown: problem(
    { title: "规则里没有这个班组", detail: "没有保存：路由规则里没有班组 {team}。", advice: "请从规则里的班组中选择：{known}。" },
    {
      title: "Unknown team",
      detail: "Nothing was saved: the routing rules have no team {team}.",
      advice: "Choose among those of the rules: {known}.",
    },
  ),
  ends_with_step: problem(
    {
      title: "这项工作随售后单的步骤办结",
      detail: "没有改动：{itemId} 要等售后单里的那一步办完才会结束。",
      advice: "请打开售后单，办完那一步；暂时不办可以放回、暂缓或转交。",
    },
    {
      title: "It ends with its step",
      detail: "Nothing was changed: {itemId} ends when the case's own step is done.",
      advice: "Open the case and do the step; or give the item back, put it off or hand it over.",
    },
  ),
  not_a_call: problem(
    { title: "这不是回电", detail: "没有记录：{itemId} 不是一次回电。", advice: "请先在售后单上“请人回电”，再记录结果。" },
    {
      title: "Not a call-back",
      detail: "Nothing was recorded: {itemId} is no call-back.",
      advice: "Ask for a call-back on the case first, then record how it went.",
    },
  ),
  span_not_forward: problem(
    {
      title: "结束不晚于开始",
      detail: "没有登记：{from} 到 {until} 不是一段时间，或超过 92 天。",
      advice: "请让结束时间晚于开始时间，最长 92 天。",
    },
    {
      title: "It ends before it begins",
      detail: "Nothing was entered: {from} to {until} is no span of time, or longer than 92 days.",
      advice: "Let it end after it begins, 92 days later at most.",
    },
  ),
  shifts_overlap: problem(
    {
      title: "同一天的班次重叠",
      detail: "没有保存：星期{weekday}的班次 {span} 与另一段重叠。",
      advice: "请把两段合成一段，或改动起止时间。",
    },
    {
      title: "Shifts of one day overlap",
      detail: "Nothing was saved: on weekday {weekday} the shift {span} overlaps another.",
      advice: "Make one shift of the two, or change their times.",
    },
  ),
} as const;
