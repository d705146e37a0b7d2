// The parts of a card: its frame, and a line that leads to a record.

import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

export function Panel({ title, children, end }: { title: string; children: ReactNode; end?: ReactNode }) {
  return (
    <section className="panel" aria-label={title}>
      <div className="panel-head">
        <h2>{title}</h2>
        {end}
      </div>
      {children}
    </section>
  );
}

interface LineProps {
  place: string;
  id: string;
  title: string;
  hint?: string;
  end?: ReactNode;
  start?: ReactNode;
}

export function Line({ place, id, title, hint, start, end }: LineProps) {
  return (
    <div className="home-line">
      {start}
      <Link to="/$place/$id" params={{ place, id }}>
        <span className="row-title cut">{title}</span>
        {hint && <small className="cut">{hint}</small>}
      </Link>
      {end}
    </div>
  );
}
