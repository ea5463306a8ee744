import { type CivilDay, civilDay } from "@amends/domain/reconciliation/civil-day";
import { z } from "zod";

/** A day of the books, as their operation's zone has it. */
export const day = z
  .codec(
    z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
    z.custom<CivilDay>(value => typeof value === "string" && civilDay(value) !== null),
    {
      decode: wire => wire as CivilDay,
      encode: value => value,
    },
  )
  .meta({ examples: ["2026-11-21"] });

/** What a program of the host may do beside people: bring statements, look, and take files out. It signs nothing. */
export const WITH_PROGRAMS = ["finance", "admin", "integrator"] as const;
