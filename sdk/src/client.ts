import { ROUTES, type Routes } from "@amends/contract/routes";
import type { Client } from "./call.ts";
import { type ClientOptions, createClientFor } from "./client-for.ts";

/** Every endpoint by its operation id: `createClient(options).fileCase({ body })`. Nothing here is written twice: types and bytes come from the descriptions. */
export const createClient = (options: ClientOptions): Client<Routes> => createClientFor(ROUTES, options);
