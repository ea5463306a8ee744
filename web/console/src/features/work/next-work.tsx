import { ErrorLine } from "@amends/ui/components/states";
import { Button } from "antd";
import { useConsoleWords } from "../../words/words-in.ts";
import { useNextWork } from "./api/use-next-work.ts";
import { useWorkKeys } from "./use-work-keys.ts";

/** From a case that is done straight to the next, without the way back to the queue. */
export const NextWork = () => {
  const { work } = useConsoleWords();
  const next = useNextWork();
  useWorkKeys({ n: () => next.mutate() });
  return (
    <div className="next-work">
      <Button size="small" aria-keyshortcuts="n" loading={next.isPending} onClick={() => next.mutate()}>
        {work.next} <kbd>n</kbd>
      </Button>
      <span role="status">{next.data === null && work.nothing}</span>
      {next.error !== null && <ErrorLine error={next.error} />}
    </div>
  );
};
