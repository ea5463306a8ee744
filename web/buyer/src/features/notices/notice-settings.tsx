import { CHANNELS, LANGUAGES, type NoticeSettings } from "@amends/domain/notice/notice";
import { useWords } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd-mobile";
import { useState } from "react";
import { client } from "../../client.ts";
import { settingsQuery } from "./api/get-notices.ts";
import { en, zh } from "./notice-words.ts";

/** Ways, language and quiet hours, all on one card and saved together. */
export const NoticeSettingsForm = ({ kept }: { readonly kept: NoticeSettings }) => {
  const words = useWords({ zh, en });
  const queries = useQueryClient();
  const [settings, setSettings] = useState(kept);
  const save = useMutation({
    mutationFn: () => client.changeNoticeSettings({ body: { ...settings, channels: [...settings.channels] } }),
    onSuccess: ({ body }) => queries.setQueryData(settingsQuery.queryKey, body),
  });
  const change = (to: Partial<NoticeSettings>) => {
    save.reset();
    setSettings({ ...settings, ...to });
  };
  return (
    <form
      className="card settings"
      onSubmit={event => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <fieldset>
        <legend>{words.channels}</legend>
        {CHANNELS.map(channel => (
          <label key={channel}>
            <input
              type="checkbox"
              checked={settings.channels.includes(channel)}
              onChange={({ target }) =>
                change({ channels: CHANNELS.filter(one => (one === channel ? target.checked : settings.channels.includes(one))) })
              }
            />
            {words.channel[channel]}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{words.language}</legend>
        {LANGUAGES.map(language => (
          <label key={language}>
            <input type="radio" name="language" checked={settings.language === language} onChange={() => change({ language })} />
            {words.languages[language]}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{words.quiet}</legend>
        <label>
          {words.from}
          <input
            type="time"
            required
            value={clockOf(settings.quietFromMinute)}
            onChange={({ target }) => change({ quietFromMinute: minuteOf(target.value) })}
          />
        </label>
        <label>
          {words.to}
          <input
            type="time"
            required
            value={clockOf(settings.quietToMinute)}
            onChange={({ target }) => change({ quietToMinute: minuteOf(target.value) })}
          />
        </label>
        <p className="quiet">{words.quietHint}</p>
      </fieldset>
      {save.error !== null && <ErrorLine error={save.error} />}
      {save.isSuccess && <p role="status">{words.saved}</p>}
      <Button block color="primary" size="large" type="submit" disabled={save.isPending}>
        {words.save}
      </Button>
    </form>
  );
};

const twoDigits = (value: number): string => String(value).padStart(2, "0");
const clockOf = (minute: number): string => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;
/** Of "22:30"; a field that was emptied is midnight. */
const minuteOf = (clock: string): number => {
  const [hours = "0", minutes = "0"] = clock.split(":");
  return (Number(hours) * 60 + Number(minutes)) % 1440;
};
