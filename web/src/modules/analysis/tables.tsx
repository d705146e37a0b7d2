// The pieces the analysis is made of: columns over time, a line with a bar, a number that leads to its rows.

import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Filter } from '../../app/types';
import { fraction } from './sums';

/** Leads to the rows behind a number. */
export function Behind({ place, filter, className = 'linked', label, children }: { place: string; filter: Filter; className?: string; label?: string; children: ReactNode }) {
  return (
    <Link to="/$place" params={{ place }} search={{ filter, view: 'none', show: 'list' }} className={className} aria-label={label} title={label}>
      {children}
    </Link>
  );
}

export interface Column {
  key: string;
  name: string;
  /** What it says when pointed at and read aloud. */
  told: string;
  parts: { size: bigint; look: 'good' | 'bad' | 'plain' | 'faint' }[];
  place: string;
  filter: Filter;
}

/** Columns side by side; each leads to its rows. */
export function Columns({ columns, label }: { columns: Column[]; label: string }) {
  const highest = columns.reduce((most, { parts }) => {
    const all = parts.reduce((sum, { size }) => sum + size, 0n);
    return all > most ? all : most;
  }, 1n);
  return (
    <ul className="chart-columns" aria-label={label}>
      {columns.map(({ key, name, told, parts, place, filter }) => (
        <li key={key}>
          <Behind place={place} filter={filter} className="chart-column" label={told}>
            <span className="chart-bars">
              {parts.map(({ size, look }) => <i key={look} className={look} style={{ height: `${fraction(size, highest) * 100}%` }} />)}
            </span>
            <small>{name}</small>
          </Behind>
        </li>
      ))}
    </ul>
  );
}

/** What the colours of columns mean. */
export const Legend = ({ of }: { of: { look: Column['parts'][number]['look']; name: string }[] }) => (
  <p className="chart-legend">
    {of.map(({ look, name }) => <span key={look}><i className={look} /> {name}</span>)}
  </p>
);

export const Bar = ({ part, whole, look = '' }: { part: bigint | number; whole: bigint | number; look?: string }) => (
  <span className="stage-bar">
    <i className={look} style={{ width: `${fraction(part, whole) * 100}%` }} />
  </span>
);

export function Tile({ name, small, children }: { name: string; small?: ReactNode; children: ReactNode }) {
  return (
    <div className="figure">
      <span>{name}</span>
      <b>{children}</b>
      <small>{small}</small>
    </div>
  );
}

/** A table that scrolls by itself where it is wider than the page. */
export function Table({ label, head, children }: { label: string; head: ReactNode[]; children: ReactNode }) {
  return (
    <div className="wide-table" tabIndex={0} role="region" aria-label={label}>
      <table className="told-table">
        <thead>
          <tr>{head.map((one, index) => one === '' && index ? <td key={index} className="bar-cell" /> : <th key={index} scope="col" className={index ? 'number' : undefined}>{one}</th>)}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
