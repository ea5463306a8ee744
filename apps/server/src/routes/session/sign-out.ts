import { signOut } from "@amends/contract/routes/session/sign-out";
import { answer, mount } from "../../route.ts";

/** The shell ends the session the caller brought; a key or token has none and is not touched. */
export const signOutRoute = () => mount(signOut, async () => answer(204, undefined, { session: "ended" }));
