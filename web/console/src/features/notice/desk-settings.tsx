import type { Routes } from "@amends/contract/routes";
import { DESK_WAYS, type DeskWay } from "@amends/domain/notice/desk-notice";
import { LANGUAGES } from "@amends/domain/notice/notice";
import type { CallAnswer } from "@amends/sdk/call";
import { useWords } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { deskSettingsQuery } from "./api/get-notices.ts";
import { en, zh } from "./desk-settings-words.ts";

type Settings = CallAnswer<Routes["showDeskNoticeSettings"]>["body"];
type Kind = Settings["kinds"][number];

/** What is chosen for oneself, saved together. What must be heard is shown switched on, with its reason. */
export const DeskSettingsForm = ({ kept }: { readonly kept: Settings }) => {
  const words = useWords({ zh, en });
  const queries = useQueryClient();
  const [settings, setSettings] = useState(kept);
  const save = useMutation({
    mutationFn: () => {
      const { kinds, ...hours } = settings;
      return client.changeDeskNoticeSettings({ body: { ...hours, kinds: kinds.map(({ kind, ways }) => ({ kind, ways })) } });
    },
    onSuccess: ({ body }) => {
      queries.setQueryData(deskSettingsQuery.queryKey, body);
      return queries.invalidateQueries({ queryKey: ["notices"] });
    },
  });
  const change = (to: Partial<Settings>) => {
    save.reset();
    setSettings({ ...settings, ...to });
  };
  const choose = (changed: Kind, way: DeskWay, isOn: boolean) =>
    change({
      kinds: settings.kinds.map(kind =>
        kind.kind === changed.kind ? { ...kind, ways: DESK_WAYS.filter(one => (one === way ? isOn : kind.ways.includes(one))) } : kind,
      ),
    });
  return (
    <form
      className="desk-settings"
      onSubmit={event => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <fieldset>
        <legend>{words.kinds}</legend>
        <ul>
          {settings.kinds.map(kind => (
            <KindChoice key={kind.kind} kind={kind} onChoose={(way, isOn) => choose(kind, way, isOn)} />
          ))}
        </ul>
      </fieldset>
      <fieldset>
        <legend>{words.quiet}</legend>
        {(["quietFromMinute", "quietToMinute"] as const).map(field => (
          <label key={field}>
            {field === "quietFromMinute" ? words.from : words.to}{" "}
            <input
              type="time"
              required
              value={clockOf(settings[field])}
              onChange={({ target }) => change({ [field]: minuteOf(target.value) })}
            />
          </label>
        ))}
        <p className="quiet">{words.quietHint}</p>
      </fieldset>
      <fieldset>
        <legend>{words.language}</legend>
        {LANGUAGES.map(language => (
          <label key={language}>
            <input type="radio" name="language" checked={settings.language === language} onChange={() => change({ language })} />{" "}
            {words.languages[language]}
          </label>
        ))}
      </fieldset>
      {save.error !== null && <ErrorLine error={save.error} />}
      <div className="desk-settings-end">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {words.save}
        </Button>
        {save.isSuccess && <span role="status">{words.saved}</span>}
      </div>
    </form>
  );
};

type KindChoiceProps = { readonly kind: Kind; readonly onChoose: (way: DeskWay, isOn: boolean) => void };

const KindChoice = ({ kind: { kind, name, ways, rulesWays, mustHear }, onChoose }: KindChoiceProps) => {
  const words = useWords({ zh, en });
  const why = mustHear === "no" ? null : `${kind}-why`;
  return (
    <li>
      <span className="desk-kind">{name}</span>
      <span className="desk-ways">
        {DESK_WAYS.map(way => (
          <label key={way}>
            <input
              type="checkbox"
              aria-label={`${name} · ${words.ways[way]}`}
              checked={ways.includes(way)}
              disabled={mustHear !== "no" && rulesWays.includes(way)}
              {...(why === null ? {} : { "aria-describedby": why })}
              onChange={({ target }) => onChoose(way, target.checked)}
            />{" "}
            {words.ways[way]}
          </label>
        ))}
      </span>
      {mustHear !== "no" && (
        <p className="quiet" id={`${kind}-why`}>
          {words.bound[mustHear]}
        </p>
      )}
    </li>
  );
};

const twoDigits = (value: number): string => String(value).padStart(2, "0");
const clockOf = (minute: number): string => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}`;
/** Of "22:30"; a field that was emptied is midnight. */
const minuteOf = (clock: string): number => {
  const [hours = "0", minutes = "0"] = clock.split(":");
  return (Number(hours) * 60 + Number(minutes)) % 1440;
};
