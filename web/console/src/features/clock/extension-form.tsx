import { EXTENDABLE_STEPS } from "@amends/domain/case/announced-extension";
import { CHINA_REGIONS } from "@amends/domain/order/china-regions";
import { useLanguage, useWords } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { type ReactNode, useId, useState } from "react";
import { client } from "../../client.ts";
import type { Announcement } from "./api/get-times.ts";
import { en, zh } from "./clock-words.ts";
import { typedTime } from "./typed-time.ts";

type Step = (typeof EXTENDABLE_STEPS)[number];

const EMPTY = { zh: "", en: "", region: "", carrier: "", category: "", from: "", until: "" };

/** One announcement; everything left empty means whichever. */
export const ExtensionForm = () => {
  const words = useWords({ zh, en });
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(EMPTY);
  const [stepTypes, setStepTypes] = useState<Step[]>(["drop_off", "receive"]);
  const announce = useMutation({
    mutationFn: (body: Announcement) => client.announceExtension({ body }),
    onSuccess: async () => {
      setDraft(EMPTY);
      await queries.invalidateQueries({ queryKey: ["extensions"] });
    },
  });
  const [fromAt, untilAt] = [typedTime(draft.from), typedTime(draft.until)];
  const isComplete = draft.zh !== "" && draft.en !== "" && fromAt !== null && untilAt !== null && stepTypes.length > 0;
  const field = (name: keyof typeof EMPTY) => ({
    value: draft[name],
    onChange: (event: { readonly target: { readonly value: string } }) => setDraft({ ...draft, [name]: event.target.value }),
  });
  const regions = CHINA_REGIONS.map(region => ({ value: region.code, label: region[language] }));
  return (
    <form
      className="time-form"
      onSubmit={event => {
        event.preventDefault();
        if (fromAt === null || untilAt === null) return;
        const { region, carrier, category } = draft;
        const meant = {
          ...(region === "" ? {} : { region }),
          ...(carrier === "" ? {} : { carrier }),
          ...(category === "" ? {} : { category }),
        };
        announce.mutate({ zh: draft.zh, en: draft.en, stepTypes, ...meant, fromAt, untilAt });
      }}
    >
      <Labelled label={words.zhText}>{id => <Input id={id} maxLength={200} {...field("zh")} />}</Labelled>
      <Labelled label={words.enText}>{id => <Input id={id} maxLength={200} {...field("en")} />}</Labelled>
      <Labelled label={words.steps}>
        {id => (
          <Select
            id={id}
            mode="multiple"
            value={stepTypes}
            onChange={setStepTypes}
            options={EXTENDABLE_STEPS.map(value => ({ value, label: words.steps_[value] }))}
          />
        )}
      </Labelled>
      <Labelled label={words.region}>
        {id => (
          <Select
            id={id}
            allowClear
            showSearch={{ optionFilterProp: "label" }}
            placeholder={words.everywhere}
            value={draft.region === "" ? null : draft.region}
            onChange={region => setDraft({ ...draft, region: region ?? "" })}
            options={regions}
          />
        )}
      </Labelled>
      <Labelled label={words.carrier}>{id => <Input id={id} placeholder={words.anyOf} maxLength={60} {...field("carrier")} />}</Labelled>
      <Labelled label={words.category}>{id => <Input id={id} placeholder={words.anyOf} maxLength={100} {...field("category")} />}</Labelled>
      <Labelled label={words.from}>{id => <Input id={id} type="datetime-local" {...field("from")} />}</Labelled>
      <Labelled label={words.until}>{id => <Input id={id} type="datetime-local" {...field("until")} />}</Labelled>
      <Button type="primary" htmlType="submit" loading={announce.isPending} disabled={!isComplete}>
        {words.announce}
      </Button>
      {announce.error !== null && <ErrorLine error={announce.error} />}
    </form>
  );
};

export const Labelled = ({ label, children }: { readonly label: string; readonly children: (id: string) => ReactNode }) => {
  const id = useId();
  return (
    <div className="labelled">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
};
