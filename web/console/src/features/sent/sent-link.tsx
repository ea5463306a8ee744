import type { Role } from "@amends/domain/party/party";
import { useWords } from "@amends/ui/components/language";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { mayCall } from "../session/may-call.ts";
import { isSandboxQuery } from "./api/get-sent.ts";
import { en, zh } from "./sent-words.ts";

/** Stands in the rail of a sandbox alone. */
export const SentLink = ({ role }: { readonly role: Role }) => {
  const words = useWords({ zh, en });
  const { data: isSandbox = false } = useQuery({ ...isSandboxQuery, enabled: mayCall("listSandboxMessages", role) });
  if (!isSandbox) return null;
  return (
    <Link to="/sent" search={{}} activeProps={{ "aria-current": "page" }}>
      {words.title}
    </Link>
  );
};
