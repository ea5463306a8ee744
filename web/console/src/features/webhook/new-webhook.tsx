import { CASE_EVENT_TYPES } from "@amends/domain/case/event-types";
import { useWords } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { en, zh } from "./webhook-words.ts";

type EventType = (typeof CASE_EVENT_TYPES)[number];
const TYPES = CASE_EVENT_TYPES.map(value => ({ value, label: value }));

export const NewWebhook = ({ onSecret }: { readonly onSecret: (secret: string) => void }) => {
  const words = useWords({ zh, en });
  const queries = useQueryClient();
  const [url, setUrl] = useState("");
  const [eventTypes, setEventTypes] = useState<EventType[]>([]);
  const create = useMutation({
    mutationFn: () => client.createWebhook({ body: { url: url.trim(), eventTypes } }),
    onSuccess: async ({ body }) => {
      setUrl("");
      setEventTypes([]);
      onSecret(body.secret);
      await queries.invalidateQueries({ queryKey: ["webhooks"] });
    },
  });
  return (
    <form
      className="webhook-form"
      onSubmit={event => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <Input
        aria-label={words.url}
        placeholder="https://hooks.example.com/amends"
        value={url}
        maxLength={2000}
        onChange={event => setUrl(event.target.value)}
      />
      <Select
        aria-label={words.types}
        mode="multiple"
        allowClear
        placeholder={`${words.types}: ${words.allTypes}`}
        options={TYPES}
        value={eventTypes}
        onChange={setEventTypes}
      />
      <Button type="primary" htmlType="submit" loading={create.isPending} disabled={url.trim() === ""}>
        {words.add}
      </Button>
      {create.error !== null && <ErrorLine error={create.error} />}
    </form>
  );
};
