import { useWords } from "@amends/ui/components/language";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Select } from "antd";
import { useConsoleWords } from "../../words/words-in.ts";
import { choicesQuery, type WorkChoices } from "./api/work-queries.ts";
import { en, zh } from "./filter-words.ts";
import { type WorkSearch, withFilter } from "./work-search.ts";

const FACETS = ["team", "kind", "skill", "severity"] as const;
type Facet = (typeof FACETS)[number];

/** Each choice says how many it would show while the others stay; what is chosen stands in the address. */
export const WorkFilters = ({ search }: { readonly search: WorkSearch }) => {
  const words = useWords({ zh, en });
  const navigate = useNavigate();
  const { data: choices } = useQuery(choicesQuery(search));
  const show = (to: WorkSearch): void => void navigate({ to: "/work", search: to, replace: true });
  const isSoon = search.breaching === "soon";
  const isFiltered = isSoon || FACETS.some(facet => search[facet] !== undefined);
  return (
    <fieldset className="work-filters" aria-label={words.label}>
      {FACETS.map(facet => (
        <FacetSelect
          key={facet}
          facet={facet}
          chosen={search[facet]}
          choices={choices}
          onChoose={value => show(withFilter(search, { [facet]: value }))}
        />
      ))}
      <Button
        aria-pressed={isSoon}
        type={isSoon ? "primary" : "default"}
        onClick={() => show(withFilter(search, { breaching: isSoon ? undefined : "soon" }))}
      >
        {words.soon}
        {choices !== undefined && ` ${words.count(choices.breaching, choices.isMore)}`}
      </Button>
      {isFiltered && (
        <Button
          type="text"
          onClick={() =>
            show(withFilter(search, { team: undefined, kind: undefined, skill: undefined, severity: undefined, breaching: undefined }))
          }
        >
          {words.clear}
        </Button>
      )}
    </fieldset>
  );
};

type FacetSelectProps = {
  readonly facet: Facet;
  readonly chosen: string | undefined;
  readonly choices: WorkChoices | undefined;
  readonly onChoose: (value: string | undefined) => void;
};

const FacetSelect = ({ facet, chosen, choices, onChoose }: FacetSelectProps) => {
  const words = useWords({ zh, en });
  const nameOf = useNames(facet);
  const found = choices?.[facet] ?? [];
  // What is chosen stays to be seen and taken back when nothing fits it any more.
  const listed = chosen === undefined || found.some(({ value }) => value === chosen) ? found : [{ value: chosen, count: 0 }, ...found];
  return (
    <Select
      aria-label={words.facet[facet]}
      allowClear
      placeholder={words.facet[facet]}
      value={chosen ?? null}
      onChange={(value: string | null | undefined) => onChoose(value ?? undefined)}
      options={listed.map(({ value, count }) => ({
        value,
        label: `${nameOf(value)} ${words.count(count, choices?.isMore === true)}`,
      }))}
    />
  );
};

/** A word that the pages have no name for is shown as the rules write it. */
const useNames = (facet: Facet): ((value: string) => string) => {
  const { work } = useConsoleWords();
  const words = useWords({ zh, en });
  const names: Readonly<Record<Facet, Readonly<Record<string, string>>>> = {
    team: work.team,
    kind: work.kind,
    skill: words.skill,
    severity: {},
  };
  return value => names[facet][value] ?? (facet === "severity" ? value.toUpperCase() : value);
};
