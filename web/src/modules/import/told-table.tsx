// What an import tells, as a table: of rows that were refused, of values that were left out or mean something.

import type { ReactNode } from 'react';
import './words';

interface ToldTableProps {
  title: string;
  text?: string;
  columns: string[];
  /** There is something to be typed or chosen in it. */
  mends?: boolean;
  children: ReactNode;
}

export function ToldTable({ title, text, columns, mends, children }: ToldTableProps) {
  return (
    <>
      <h2 className="after">{title}</h2>
      {text && <p className="hint">{text}</p>}
      <div className="table-scroll">
        <table className={mends ? 'table mend-table' : 'table'}>
          <thead>
            <tr>{columns.map((name, index) => <th key={index} scope="col">{name}</th>)}</tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
    </>
  );
}
