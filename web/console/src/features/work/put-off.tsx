import { type Instant, instant } from "@amends/domain/kernel/time";
import { useWords } from "@amends/ui/components/language";
import { fromLocalInput, startOfShopDay, toLocalInput } from "@amends/ui/format/local-input";
import { shopNow } from "@amends/ui/format/shop-clock";
import { Button, Input, Popover } from "antd";
import { useState } from "react";
import { en, zh } from "./work-words.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MORNING_MS = 9 * HOUR_MS;

type Props = { readonly isDisabled?: boolean; readonly size?: "small" | "middle"; readonly onPutOff: (until: Instant) => void };

/** For an hour, for three, until tomorrow morning, or until a time of one's own. */
export const PutOff = ({ isDisabled = false, size = "middle", onPutOff }: Props) => {
  const words = useWords({ zh, en });
  const [isOpen, setOpen] = useState(false);
  const [own, setOwn] = useState("");
  const choose = (at: number): void => {
    setOpen(false);
    onPutOff(instant(Math.floor(at)));
  };
  const until = fromLocalInput(own);
  const form = (
    <form
      className="put-off"
      onSubmit={event => {
        event.preventDefault();
        if (until !== null) choose(until);
      }}
    >
      <Button onClick={() => choose(shopNow() + HOUR_MS)}>{words.inHour}</Button>
      <Button onClick={() => choose(shopNow() + 3 * HOUR_MS)}>{words.inThree}</Button>
      <Button onClick={() => choose(startOfShopDay(shopNow() + DAY_MS) + MORNING_MS)}>{words.tomorrow}</Button>
      <Input
        type="datetime-local"
        aria-label={words.at}
        min={toLocalInput(shopNow())}
        value={own}
        onChange={event => setOwn(event.target.value)}
      />
      <Button type="primary" htmlType="submit" disabled={until === null}>
        {words.confirm}
      </Button>
    </form>
  );
  return (
    <Popover trigger="click" open={isOpen && !isDisabled} onOpenChange={setOpen} content={form}>
      <Button size={size} disabled={isDisabled}>
        {words.putOff}
      </Button>
    </Popover>
  );
};
