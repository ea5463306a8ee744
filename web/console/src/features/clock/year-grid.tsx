import { dateOfDay, dayAt, dayOfDate, daysInMonth, endOfDay, startOfDay, weekdayOf } from "@amends/domain/kernel/calendar";
import { instant } from "@amends/domain/kernel/time";
import { type WorkCalendar, workingSecondsBetween } from "@amends/domain/kernel/working-time";
import { useWords } from "@amends/ui/components/language";
import { shopNow, shopZone } from "@amends/ui/format/shop-clock";
import { Button } from "antd";
import { useState } from "react";
import { Scrolls } from "../../table.tsx";
import { en, zh } from "./clock-words.ts";

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** A year at a glance: how many hours are worked on each day. */
export const YearGrid = ({ calendar }: { readonly calendar: WorkCalendar }) => {
  const words = useWords({ zh, en });
  const [year, setYear] = useState(() => dateOfDay(dayAt(instant(shopNow()), shopZone())).year);
  return (
    <section aria-label={words.year}>
      <h3>
        <Button size="small" aria-label={String(year - 1)} onClick={() => setYear(year - 1)}>
          ‹
        </Button>{" "}
        {year}{" "}
        <Button size="small" aria-label={String(year + 1)} onClick={() => setYear(year + 1)}>
          ›
        </Button>
      </h3>
      <Scrolls>
        <table className="year-grid">
          <tbody>
            {MONTHS.map(month => (
              <tr key={month}>
                <th scope="row">{words.months(month)}</th>
                {daysOf(year, month).map(date => (
                  <Day key={`${date.month}-${date.day}`} calendar={calendar} date={date} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
    </section>
  );
};

const daysOf = (year: number, month: number) =>
  Array.from({ length: daysInMonth(year, month) }, (_, index) => ({ year, month, day: index + 1 }));

type DayProps = { readonly calendar: WorkCalendar; readonly date: { readonly year: number; readonly month: number; readonly day: number } };

const Day = ({ calendar, date }: DayProps) => {
  const words = useWords({ zh, en });
  const day = dayOfDate(date);
  const zone = shopZone();
  const hours = workingSecondsBetween(calendar, startOfDay(day, zone), endOfDay(day, zone)) / 3600;
  const isWeekend = weekdayOf(day) > 5;
  const what = hours === 0 ? words.rest : `${Number(hours.toFixed(1))} h`;
  return (
    <td
      data-open={hours > 0}
      data-unusual={hours > 0 === isWeekend}
      title={`${date.month}-${date.day} ${words.days[weekdayOf(day) - 1]} ${what}`}
    >
      {date.day}
    </td>
  );
};
