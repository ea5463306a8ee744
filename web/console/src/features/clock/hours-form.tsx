import { addWorkingSeconds, type WorkCalendar } from "@amends/domain/kernel/working-time";
import { useLanguage, useWords } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { shopNow, shopZone } from "@amends/ui/format/shop-clock";
import { exactTime } from "@amends/ui/format/time";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Input, InputNumber } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import type { NewHours, StoredHours } from "./api/get-times.ts";
import { en, zh } from "./clock-words.ts";
import { Labelled } from "./extension-form.tsx";
import { calendarOf, draftOf, type HoursDraft, hoursOf, unreadableDay } from "./hours-draft.ts";
import { timeTyped, typedTime } from "./typed-time.ts";
import { YearGrid } from "./year-grid.tsx";

type Props = {
  readonly stored: StoredHours | undefined;
  readonly whose: Pick<NewHours, "sellerId" | "partner">;
  readonly mayWrite: boolean;
};

/** Somebody's hours: written, looked at over a year and tried before they are saved. */
export const HoursForm = ({ stored, whose, mayWrite }: Props) => {
  const words = useWords({ zh, en });
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(stored));
  const save = useMutation({
    mutationFn: () => client.putCalendar({ body: { ...hoursOf(draft), ...whose } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["calendars"] }),
  });
  const unreadable = unreadableDay(draft);
  const read = unreadable === null ? calendarOf(draft, shopZone().offsetMinutes) : null;
  const fault =
    unreadable !== null ? words.badSpans(words.days[unreadable] ?? "") : read?.kind === "refused" ? words.faults[read.reason] : null;
  return (
    <>
      {stored === undefined && <p className="quiet">{words.notWritten}</p>}
      <form
        className="time-form"
        onSubmit={event => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <WeekFields draft={draft} onChange={setDraft} />
        <YearFields draft={draft} onChange={setDraft} />
        {mayWrite && (
          <Button type="primary" htmlType="submit" loading={save.isPending} disabled={fault !== null}>
            {words.save}
          </Button>
        )}
        {fault !== null && (
          <p className="error-line" role="alert">
            {fault}
          </p>
        )}
        {save.isSuccess && <p role="status">{words.saved}</p>}
        {save.error !== null && <ErrorLine error={save.error} />}
      </form>
      {read?.kind === "ok" && <Preview calendar={read.calendar} />}
      {read?.kind === "ok" && <YearGrid calendar={read.calendar} />}
    </>
  );
};

type Fields = { readonly draft: HoursDraft; readonly onChange: (draft: HoursDraft) => void };

const WeekFields = ({ draft, onChange }: Fields) => {
  const words = useWords({ zh, en });
  return words.days.map((day, index) => (
    <Labelled key={day} label={day}>
      {id => (
        <Input
          id={id}
          value={draft.weekly[index] ?? ""}
          placeholder={words.rest}
          onChange={event =>
            onChange({ ...draft, weekly: draft.weekly.map((text, place) => (place === index ? event.target.value : text)) })
          }
        />
      )}
    </Labelled>
  ));
};

const YearFields = ({ draft, onChange }: Fields) => {
  const words = useWords({ zh, en });
  const text = (
    name: "closedDays" | "openDays" | "noticeYear" | "noticeHolidays" | "noticeWorkdays",
    label: string,
    placeholder: string,
  ) => (
    <Labelled label={label}>
      {id => (
        <Input
          id={id}
          value={draft[name]}
          placeholder={placeholder}
          onChange={event => onChange({ ...draft, [name]: event.target.value })}
        />
      )}
    </Labelled>
  );
  return (
    <>
      <Checkbox checked={draft.keepsHolidays} onChange={event => onChange({ ...draft, keepsHolidays: event.target.checked })}>
        {words.holidays}
      </Checkbox>
      {text("closedDays", words.closedDays, words.dates)}
      {text("openDays", words.openDays, words.dates)}
      <fieldset className="time-form">
        <legend>{words.notice}</legend>
        {text("noticeYear", words.noticeYear, "2027")}
        {text("noticeHolidays", words.noticeHolidays, words.noticeHolidaysHint)}
        {text("noticeWorkdays", words.noticeWorkdays, words.dates)}
      </fieldset>
    </>
  );
};

/** When would it be due? Reckoned by the same code as the real clocks. */
const Preview = ({ calendar }: { readonly calendar: WorkCalendar }) => {
  const words = useWords({ zh, en });
  const { language } = useLanguage();
  const [filed, setFiled] = useState(() => timeTyped(shopNow()));
  const [hours, setHours] = useState(4);
  const at = typedTime(filed);
  return (
    <section className="time-form" aria-label={words.preview}>
      <h3>{words.preview}</h3>
      <Labelled label={words.filedAt}>
        {id => <Input id={id} type="datetime-local" value={filed} onChange={event => setFiled(event.target.value)} />}
      </Labelled>
      <Labelled label={words.within}>
        {id => <InputNumber id={id} min={1} max={400} precision={0} value={hours} onChange={value => setHours(value ?? 1)} />}
      </Labelled>
      {at !== null && <output>{words.dueAt(exactTime(addWorkingSeconds(calendar, at, hours * 3600), language))}</output>}
    </section>
  );
};
