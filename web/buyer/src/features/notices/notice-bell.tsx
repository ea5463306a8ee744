import { useWords } from "@amends/ui/components/language";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { unreadQuery } from "./api/get-notices.ts";
import { en, zh } from "./notice-words.ts";

export const NoticeBell = () => {
  const words = useWords({ zh, en });
  const { data: unread } = useQuery(unreadQuery);
  if (unread === undefined) return null;
  return (
    <Link to="/notices" className="text-button" data-unread={unread > 0}>
      {words.open(unread)}
    </Link>
  );
};
