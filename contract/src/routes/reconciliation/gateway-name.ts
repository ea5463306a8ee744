import { z } from "zod";

/** A gateway as the settings call it. */
export const gateway = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/)
  .meta({ examples: ["sandbox"] });
