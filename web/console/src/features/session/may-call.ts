import { ROUTES, type Routes } from "@amends/contract/routes";
import type { Role } from "@amends/domain/party/party";

/** Who may is what the route's description says; no page has a list of its own. */
export const mayCall = (name: keyof Routes, role: Role | undefined): boolean => {
  const { access } = ROUTES[name];
  return role !== undefined && typeof access !== "string" && access.roles.some(each => each === role);
};
