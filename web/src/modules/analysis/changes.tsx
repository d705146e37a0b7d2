// What happened to the open deals since a day, from what was open then to what is open now; and week by week.

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { get } from '../../app/api';
import { objectNamed, zone } from '../../app/session';
import type { Filter, LinkValue, Money } from '../../app/types';
import { aggregateQuery } from '../../record/aggregate';
import { filterText, problemText } from '../../record/store';
import { SumText, type Sum } from '../../record/sum';
import { addDays, formatDay, today } from '../../ui/dates';
import { DayButton } from '../../ui/day-button';
import { formatMoney, formatNumber } from '../../ui/format';
import { language, t, type MessageKey } from '../../ui/language';
import type { Scope } from './scope';
import { minorOf, sumOf } from './sums';
import { Columns, Tile } from './tables';

type Told = Money | LinkValue | string | null;

interface Change {
  deals: number;
  amount: Sum;
  rows: { deal: LinkValue; was: Told; is: Told }[];
}

const kinds = ['new', 'won', 'lost', 'reopened', 'more', 'less', 'later', 'sooner', 'forward', 'back'] as const;

interface ChangesAnswer {
  open_then: Sum;
  open_now: Sum;
  deals_now: number;
  changes: Record<(typeof kinds)[number], Change>;
}

/** A sum, a day, or a stage as its reader calls it. */
function toldText(value: Told): string {
  if (value === null) return '';
  if (typeof value === 'object') return 'title' in value ? value.title : formatMoney(value, language());
  return /^\d{4}-\d\d-\d\d$/.test(value) ? formatDay(value, language()) : value;
}

export function Changes({ scope }: { scope: Scope }) {
  const since = scope.search.since ?? addDays(today(zone()), -7);
  const query = { filter: filterText(scope.filter), since };
  const { data, error } = useQuery({ queryKey: ['report', 'deal', 'changes', query], queryFn: ({ signal }) => get<ChangesAnswer>('deal/report/changes', query, signal) });
  return (
    <>
      <DayButton label={t('analysis.since')} value={since} onPick={(day) => scope.change({ since: day > today(zone()) ? today(zone()) : day })} />
      {error && <p className="problem" role="alert">{problemText(error)}</p>}
      {data && (
        <>
          <div className="figures three">
            <Tile name={t('analysis.openThen', { day: formatDay(since, language()) })}><SumText sum={data.open_then} large /></Tile>
            <Tile name={t('analysis.openNow')} small={t('analysis.openDeals', { n: data.deals_now })}><SumText sum={data.open_now} large /></Tile>
            <Tile name={t('analysis.changed')}>{formatNumber(new Set(kinds.flatMap((kind) => data.changes[kind].rows.map(({ deal }) => deal.id))).size, language())}</Tile>
          </div>
          <section className="panel">
            <h2>{t('analysis.changes')}</h2>
            {kinds.map((kind) => <ChangeLines key={kind} name={t(`analysis.change.${kind}` as MessageKey)} change={data.changes[kind]} />)}
            {kinds.every((kind) => !data.changes[kind].deals) && <p className="quiet">{t('analysis.noChanges')}</p>}
          </section>
        </>
      )}
      <Weeks filter={scope.filter} />
    </>
  );
}

function ChangeLines({ name, change }: { name: string; change: Change }) {
  if (!change.deals) return null;
  return (
    <details className="change-lines">
      <summary>
        <span className="cut">{name}</span>
        <span className="number">{formatNumber(change.deals, language())}</span>
        <SumText sum={change.amount} />
      </summary>
      <ul>
        {change.rows.map(({ deal, was, is }) => (
          <li key={deal.id}>
            <Link className="linked cut" to="/$place/$id" params={{ place: 'deal', id: deal.id }}>{deal.title}</Link>
            <span className="faint">{[toldText(was), toldText(is)].filter(Boolean).join(' → ')}</span>
          </li>
        ))}
        {change.deals > change.rows.length && <li className="faint">{t('analysis.andMore', { n: change.deals - change.rows.length })}</li>}
      </ul>
    </details>
  );
}

function Weeks({ filter }: { filter: Filter }) {
  const object = objectNamed('pipeline_snapshot');
  const known = new Set(object?.fields.map(({ name }) => name));
  const fitting = Object.fromEntries(Object.entries(filter).filter(([key]) => known.has(key) && ['owner', 'pipeline', 'stage'].includes(key)));
  const { data } = useQuery({ ...aggregateQuery('pipeline_snapshot', { group: 'day', measure: 'sum:amount_base,sum:weighted_base,sum:deals', filter: fitting }), enabled: object?.can.read ?? false });
  if (!data?.rows.length) return null;
  return (
    <section className="panel">
      <h2>{t('analysis.weeks')}</h2>
      <Columns
        label={t('analysis.weeks')}
        columns={data.rows.slice(-26).map((row) => {
          const day = String(row.group.day);
          const all = sumOf(row['sum:amount_base']);
          const weighted = sumOf(row['sum:weighted_base']);
          return {
            key: day,
            name: formatDay(day, language()),
            told: t('analysis.week', { day: formatDay(day, language()), all: formatMoney(all, language()), weighted: formatMoney(weighted, language()) }),
            parts: [{ size: minorOf(all) - minorOf(weighted), look: 'faint' as const }, { size: minorOf(weighted), look: 'plain' as const }],
            place: 'pipeline_snapshot',
            filter: { ...fitting, day: { eq: day } },
          };
        })}
      />
      <p className="hint">{t('analysis.weeksText')}</p>
    </section>
  );
}
