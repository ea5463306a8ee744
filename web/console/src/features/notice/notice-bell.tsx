import { useWords } from "@amends/ui/components/language";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Badge } from "antd";
import { unreadQuery } from "./api/get-notices.ts";
import { en, zh } from "./notice-words.ts";

/** From the corner inwards: the rail's edge is near. */
const INSIDE: [number, number] = [-16, 12];

/** How much of what one's role was told is unread, on every page. */
export const NoticeBell = () => {
  const words = useWords({ zh, en });
  const { data: unread = 0 } = useQuery(unreadQuery);
  return (
    <Badge count={unread} overflowCount={99} size="small" offset={INSIDE}>
      <Link to="/notices" className="quiet-button" aria-label={words.open(unread)} activeProps={{ "aria-current": "page" }}>
        {words.title}
      </Link>
    </Badge>
  );
};
