import { createClientFor } from "@amends/sdk/client-for";
import { currentLanguage } from "@amends/ui/words/language";
import { BUYER_ROUTES } from "./buyer-routes.ts";
import { credentials } from "./features/session/credentials.ts";

const CLIENT_OPTIONS = { baseUrl: "", credentials, language: currentLanguage } as const;

/** The endpoints a buyer's page needs, and no others: the rest of the API stays out of the first load. */
export const client = createClientFor(BUYER_ROUTES, CLIENT_OPTIONS);
export { CLIENT_OPTIONS };
