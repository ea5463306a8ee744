/** How close a promise is to being broken. Never how grave the matter is: that is the severity. */
export type Urgency = "on_time" | "at_risk" | "late";

/** The ladder's first rung: three quarters of the time are gone. */
const AT_RISK_PERCENT = 75;

export const urgencyOf = (startedAt: number | null, dueAt: number | null, now: number): Urgency => {
  if (dueAt === null) return "on_time";
  if (now >= dueAt) return "late";
  if (startedAt === null || dueAt <= startedAt) return "on_time";
  return (now - startedAt) * 100 >= (dueAt - startedAt) * AT_RISK_PERCENT ? "at_risk" : "on_time";
};
