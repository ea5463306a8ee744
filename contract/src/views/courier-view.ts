import { z } from "zod";
import { instant } from "../wire.ts";

/** A courier who is booked and has not been seen to come. Another one may be booked where this one was missed or is overdue. */
export const courierView = z
  .strictObject({
    /** The carrier says that nobody came. */
    isMissed: z.boolean(),
    /** When the time that was booked is over; null where none was named. */
    overdueAt: instant.nullable(),
    /** The buyer takes the request back: that is done once the carrier has said whether the courier has been. */
    isWithdrawing: z.boolean(),
  })
  .meta({ id: "Courier" });
