import type { ReactNode } from "react";

type TableProps = { readonly name: string; readonly columns: readonly string[]; readonly children: ReactNode };

/** A named table that scrolls within its own place where the page is narrow. */
export const Table = ({ name, columns, children }: TableProps) => (
  <div className="scrolls">
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
  </div>
);
