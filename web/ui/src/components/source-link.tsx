import { Fragment } from "react";
import { citationsOf } from "../format/citations.ts";
import { useLanguage } from "./language.tsx";

/** Where a rule stands written, by names people know, each leading to its text where that is a law. */
export const SourceLink = ({ source }: { readonly source: string }) => {
  const { language } = useLanguage();
  return citationsOf(source, language).map(({ name, url }, index) => (
    <Fragment key={name}>
      {index > 0 && (language === "zh" ? "；" : "; ")}
      {url === null ? (
        name
      ) : (
        <a className="source" href={url} target="_blank" rel="noreferrer">
          {name}
        </a>
      )}
    </Fragment>
  ));
};
