import type { Role } from "@amends/domain/party/party";
import { ProblemError } from "@amends/sdk/problem-error";
import { useLanguage } from "@amends/ui/components/language";
import { useNow } from "@amends/ui/components/now";
import { exactTime } from "@amends/ui/format/time";
import { Dropdown, message } from "antd";
import { useConsoleWords } from "../../words/words-in.ts";
import { mayCall } from "../session/may-call.ts";
import { useAdvanceClock, useSandboxClock } from "./api/sandbox-clock.ts";

const HOUR_SECONDS = 3600;
const STEPS_SECONDS = [HOUR_SECONDS, 4 * HOUR_SECONDS, 12 * HOUR_SECONDS, 24 * HOUR_SECONDS, 72 * HOUR_SECONDS, 168 * HOUR_SECONDS];

/** Of a sandbox alone: shows its time and lets it pass faster, so that a time-out can be watched. */
export const ClockControl = ({ role }: { readonly role: Role }) => {
  const words = useConsoleWords().sandbox;
  const { language } = useLanguage();
  const now = useNow(1000);
  const clock = useSandboxClock(mayCall("advanceSandboxClock", role));
  const advance = useAdvanceClock();
  const [said, place] = message.useMessage();
  if (clock.data?.isMovable !== true) return null;
  const pass = (seconds: number): void =>
    advance.mutate(seconds, {
      onSuccess: ({ happened, elsewhere }) => void said.success(words.happened(happened.length, elsewhere)),
      onError: error => void said.error(error instanceof ProblemError ? error.message : words.failed),
    });
  return (
    <>
      {place}
      <Dropdown
        trigger={["click"]}
        disabled={advance.isPending}
        menu={{
          items: STEPS_SECONDS.map(seconds => ({
            key: seconds,
            label: words.pass(seconds / HOUR_SECONDS),
            onClick: () => pass(seconds),
          })),
        }}
      >
        <button type="button" className="quiet-button" aria-haspopup="menu" aria-label={words.label} aria-busy={advance.isPending}>
          {advance.isPending ? words.passing : exactTime(now, language)}
        </button>
      </Dropdown>
    </>
  );
};
