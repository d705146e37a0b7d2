// Targets and what of them is reached, beside how much of their time has passed.

import { IconPlus, IconTarget } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { get } from '../../app/api';
import { objectNamed, zone } from '../../app/session';
import type { Filter, LinkValue, Money } from '../../app/types';
import { openCreate } from '../../record/create';
import { problemText } from '../../record/store';
import { SumText } from '../../record/sum';
import { Button } from '../../ui/button';
import { formatDays, today } from '../../ui/dates';
import { DayButton } from '../../ui/day-button';
import { Empty } from '../../ui/empty';
import { formatNumber, formatPercent } from '../../ui/format';
import { language, t } from '../../ui/language';
import { Bar, Behind } from './tables';

interface TargetLine {
  target: LinkValue;
  measure: 'won_amount' | 'won_count';
  starts_on: string;
  ends_on: string;
  goal: Money | number | null;
  reached: Money | number;
  no_rate: number;
  attained: number | null;
  time_passed: number;
  filter: Filter;
}

const tenths = (n: number) => formatPercent(`${Math.trunc(n / 10)}.${n % 10}`, language());
const amountText = (value: Money | number | null) => (value === null ? '–' : typeof value === 'number' ? formatNumber(value, language()) : <SumText sum={value} />);

/** Reached at least as much as time has passed. */
const paceOf = ({ attained, time_passed }: TargetLine) => (attained === null ? '' : attained >= Math.min(1000, time_passed) ? 'good' : 'bad');

export const attainmentQuery = (day: string) => ({
  queryKey: ['report', 'target', 'attainment', day],
  queryFn: ({ signal }: { signal: AbortSignal }) => get<{ rows: TargetLine[] }>('target/report/attainment', { day }, signal),
});

export function TargetLines({ rows }: { rows: TargetLine[] }) {
  return (
    <ul className="target-lines">
      {rows.map((line) => (
        <li key={line.target.id}>
          <Link className="linked cut" to="/$place/$id" params={{ place: 'target', id: line.target.id }}>{line.target.title}</Link>
          <small>{formatDays(line.starts_on, line.ends_on, language())}</small>
          <Bar part={line.attained ?? 0} whole={1000} look={paceOf(line)} />
          <span className="number">
            <Behind place="deal" filter={line.filter}>{amountText(line.reached)}</Behind> / {amountText(line.goal)}
          </span>
          <small>
            {line.attained !== null && t('analysis.attained', { reached: tenths(line.attained), time: tenths(line.time_passed) })}
            {line.no_rate > 0 && ` · ${t('sum.noRate', { n: line.no_rate })}`}
          </small>
        </li>
      ))}
    </ul>
  );
}

export function Targets() {
  const [day, setDay] = useState(today(zone()));
  const { data, error } = useQuery(attainmentQuery(day));
  const target = objectNamed('target');
  const make = target?.can.create ? () => openCreate(target) : undefined;
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{t('analysis.targets')}</h2>
        <span className="row-actions">
          <DayButton label={t('analysis.onDay')} value={day} onPick={setDay} />
          {make && <Button small look="outline" icon={<IconPlus size={15} />} onClick={make}>{t('analysis.newTarget')}</Button>}
        </span>
      </div>
      {error && <p className="problem" role="alert">{problemText(error)}</p>}
      {data && (data.rows.length ? <TargetLines rows={data.rows} /> : <Empty icon={<IconTarget size={26} stroke={1.5} />} title={t('analysis.noTargets')} text={t('analysis.noTargetsText')} action={make && t('analysis.newTarget')} onAction={make} />)}
    </section>
  );
}
