import { useLanguage } from "@amends/ui/components/language";
import { type ReactNode, useEffect, useRef, useState } from "react";

type TableProps = { readonly name: string; readonly columns: readonly string[]; readonly children: ReactNode };

const MORE = { zh: "左右滑动，看其余各列", en: "Scroll sideways for the other columns" };

/** A named table that scrolls within its own place where the page is narrow, and says so there. */
export const Table = ({ name, columns, children }: TableProps) => (
  <Scrolls name={name}>
    <table className="list">
      <caption>{name}</caption>
      <thead>
        <tr>
          {columns.map(column => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </Scrolls>
);

/** The same for a table with a form of its own. `name` where nothing around it has one. */
export const Scrolls = ({ name, children }: { readonly name?: string; readonly children: ReactNode }) => {
  const { language } = useLanguage();
  const place = useRef<HTMLElement>(null);
  const isWider = useIsWider(place);
  return (
    <>
      <section
        ref={place}
        className="scrolls"
        {...(name === undefined ? {} : { "aria-label": name })}
        {...(isWider ? { tabIndex: 0 } : {})}
      >
        {children}
      </section>
      {isWider && <p className="quiet scrolls-hint">{MORE[language]} →</p>}
    </>
  );
};

const useIsWider = (place: { readonly current: HTMLElement | null }): boolean => {
  const [isWider, setIsWider] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    const watch = new ResizeObserver(() => setIsWider(element.scrollWidth > element.clientWidth));
    for (const watched of [element, ...element.children]) watch.observe(watched);
    return () => watch.disconnect();
  }, [place]);
  return isWider;
};
