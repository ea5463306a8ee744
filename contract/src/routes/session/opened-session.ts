import { z } from "zod";
import { instant } from "../../wire.ts";
import { identity } from "../me/identity.ts";

/** The session itself is in an HttpOnly cookie; `csrf` goes into the `x-amends-csrf` header of requests that change something. */
export const openedSession = z.strictObject({ identity, csrf: z.string(), expiresAt: instant }).meta({ id: "OpenedSession" });
