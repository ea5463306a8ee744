import type { Routes } from "@amends/contract/routes";
import type { CivilDay } from "@amends/domain/reconciliation/civil-day";
import { STATEMENT_FORMATS } from "@amends/domain/reconciliation/reconciliation-rules";
import type { CallAnswer } from "@amends/sdk/call";
import { FileField } from "@amends/ui/components/file-pick";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { underWayQuery } from "./api/get-reconciliation.ts";
import { useReconciliationWords } from "./words.ts";

type Imported = CallAnswer<Routes["importStatement"]>["body"];
type Format = (typeof STATEMENT_FORMATS)[number];

/** The file as the gateway gave it; what is wrong with it is told by its rows. */
export const ImportStatement = ({ day }: { readonly day: CivilDay }) => {
  const words = useReconciliationWords();
  const queries = useQueryClient();
  const [gateway, setGateway] = useState("sandbox");
  const [format, setFormat] = useState<Format>("sandbox");
  const [mapping, setMapping] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const send = useMutation({
    mutationFn: async (data: File): Promise<Imported> => {
      const more = format === "csv" ? { mapping } : {};
      return (
        await client.importStatement({ query: { gateway, format, day, ...more }, body: { contentType: "application/octet-stream", data } })
      ).body;
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["reconciliation"] }),
  });
  return (
    <section aria-labelledby="import">
      <h2 id="import">{words.import}</h2>
      <form
        style={{ display: "flex", flexWrap: "wrap", alignItems: "center", gap: "var(--space-2)" }}
        onSubmit={event => {
          event.preventDefault();
          if (file !== null) send.mutate(file);
        }}
      >
        <Input aria-label={words.gateway} value={gateway} onChange={event => setGateway(event.target.value)} style={{ width: "10rem" }} />
        <Select
          aria-label={words.format}
          value={format}
          onChange={setFormat}
          options={STATEMENT_FORMATS.map(value => ({ value, label: words.formats[value] }))}
          style={{ width: "11rem" }}
        />
        <FileField label={words.file} file={file} onPicked={setFile} />
        <Button htmlType="submit" type="primary" disabled={file === null || gateway === ""} loading={send.isPending}>
          {words.import}
        </Button>
      </form>
      {send.isPending && <UnderWay gateway={gateway} day={day} />}
      {format === "csv" && (
        <Input.TextArea
          aria-label={words.mapping}
          placeholder={words.mapping}
          value={mapping}
          onChange={event => setMapping(event.target.value)}
        />
      )}
      {format === "sandbox" && (
        <a href={`/v1/sandbox/bank-statement?day=${day}`} download>
          {words.sandboxFile}
        </a>
      )}
      {send.data !== undefined && <Result imported={send.data} />}
      {send.error !== null && <ErrorLine error={send.error} />}
    </section>
  );
};

/** How far it is. Another server may be reading it, so it is asked for. */
const UnderWay = ({ gateway, day }: { readonly gateway: string; readonly day: CivilDay }) => {
  const words = useReconciliationWords();
  const { data } = useQuery(underWayQuery);
  const found = data?.items.find(item => item.gateway === gateway && item.day === day);
  return (
    <p role="status" className="quiet">
      {found === undefined ? words.sending : found.stage === "reading" ? words.reading(found.lines) : words.matching(found.lines)}
    </p>
  );
};

const Result = ({ imported: { result, faults, faultCount } }: { readonly imported: Imported }) => {
  const words = useReconciliationWords();
  return (
    <div role="status">
      <p>{words.result[result]}</p>
      {faults.length > 0 && (
        <ul>
          {faults.slice(0, SHOWN_MAX).map(({ row, code, message }) => (
            <li key={`${row} ${code}`}>
              {words.row} {row}: {message}
            </li>
          ))}
          {faultCount > SHOWN_MAX && <li>{words.more(faultCount - SHOWN_MAX)}</li>}
        </ul>
      )}
    </div>
  );
};

const SHOWN_MAX = 20;
