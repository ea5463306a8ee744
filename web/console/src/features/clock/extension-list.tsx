import { CHINA_REGIONS } from "@amends/domain/order/china-regions";
import { useLanguage, useWords } from "@amends/ui/components/language";
import { Moment } from "@amends/ui/components/moment";
import { useNow } from "@amends/ui/components/now";
import { Empty, ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Popconfirm } from "antd";
import { client } from "../../client.ts";
import type { TimeExtension } from "./api/get-times.ts";
import { en, zh } from "./clock-words.ts";

/** What was announced, latest first, and taking it back while it still gives time. */
export const ExtensionList = ({ extensions }: { readonly extensions: readonly TimeExtension[] }) => {
  const words = useWords({ zh, en });
  if (extensions.length === 0)
    return (
      <Empty title={words.none}>
        <p className="quiet">{words.noneNext}</p>
      </Empty>
    );
  return (
    <ul className="extensions">
      {extensions.map(extension => (
        <Announced key={extension.extensionId} extension={extension} />
      ))}
    </ul>
  );
};

const Announced = ({ extension }: { readonly extension: TimeExtension }) => {
  const words = useWords({ zh, en });
  const { language } = useLanguage();
  const queries = useQueryClient();
  const now = useNow();
  const withdraw = useMutation({
    mutationFn: () => client.withdrawExtension({ params: { extensionId: extension.extensionId }, body: {} }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["extensions"] }),
  });
  const { region, carrier, category, stepTypes, fromAt, untilAt, withdrawnAt } = extension;
  const place = CHINA_REGIONS.find(({ code }) => code === region)?.[language] ?? region;
  const meant = [place ?? words.everywhere, carrier, category, ...stepTypes.map(type => words.steps_[type])].filter(one => one !== null);
  const standing = withdrawnAt !== null ? words.withdrawn : untilAt <= now ? words.over : fromAt > now ? words.planned : words.running;
  return (
    <li>
      <p>
        <strong>{extension[language]}</strong> <span className="tag">{standing}</span>
      </p>
      <p className="quiet">{meant.join(" · ")}</p>
      <p className="quiet">
        <Moment at={fromAt} as="day" /> – <Moment at={untilAt} as="day" />
      </p>
      {withdrawnAt === null && (
        <Popconfirm title={words.withdrawSure} okText={words.withdraw} onConfirm={() => withdraw.mutate()}>
          <Button size="small" loading={withdraw.isPending}>
            {words.withdraw}
          </Button>
        </Popconfirm>
      )}
      {withdraw.error !== null && <ErrorLine error={withdraw.error} />}
    </li>
  );
};
