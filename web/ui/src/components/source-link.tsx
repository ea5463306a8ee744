import { lawUrl } from "../format/law-url.ts";

type Props = { readonly source: string; readonly names: Readonly<Record<string, string>> };

/** A source by its name, leading to its text where that is a law. */
export const SourceLink = ({ source, names }: Props) => {
  const url = lawUrl(source);
  const name = names[source] ?? source;
  return url === null ? (
    name
  ) : (
    <a href={url} target="_blank" rel="noreferrer">
      {name}
    </a>
  );
};
