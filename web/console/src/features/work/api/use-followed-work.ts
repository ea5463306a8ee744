import { followFeed } from "@amends/sdk/follow-case";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { CLIENT_OPTIONS } from "../../../client.ts";

/** A busy shop has events every moment; what is drawn from them need not be newer than this. */
const TOGETHER_MS = 2000;

/** Draws everything of the desk anew when something happens to any case. True while the line is open. */
export const useFollowedWork = (): boolean => {
  const queries = useQueryClient();
  const [isLive, setLive] = useState(true);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = (): void => {
      timer = undefined;
      void queries.invalidateQueries({ queryKey: ["work"] });
    };
    const stop = followFeed({
      ...CLIENT_OPTIONS,
      onEvent: ({ type }) => {
        if (type !== "ready") timer ??= setTimeout(again, TOGETHER_MS);
      },
      onConnection: setLive,
      onRefused: () => setLive(false),
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [queries]);
  return isLive;
};
