// What was won and what was lost: how often, how quickly, why, against whom.

import { useQuery } from '@tanstack/react-query';
import { get } from '../../app/api';
import type { LinkValue } from '../../app/types';
import { aggregateQuery, type Aggregate } from '../../record/aggregate';
import { filterText, problemText } from '../../record/store';
import { SumText, type Sum } from '../../record/sum';
import { formatNumber } from '../../ui/format';
import { language, t } from '../../ui/language';
import { SameHeight } from '../../ui/settled';
import { ByDimension } from './by-dimension';
import { both, columnName, rowsBehind, valueName, type Dimension } from './dimensions';
import type { Scope } from './scope';
import { averageOf, minorOf, percentOf, sumOf } from './sums';
import { Bar, Behind, Columns, Legend, Table, Tile } from './tables';

export const closed = { outcome: { in: ['won', 'lost'] } };
export const wonOnly = { outcome: { in: ['won'] } };
const lostOnly = { outcome: { in: ['lost'] } };

export interface Outcome {
  count: number;
  sum: Sum;
  days: number | null;
}

export function outcomeOf(data: Aggregate | undefined, wanted: string, match: (group: Aggregate['rows'][number]['group']) => boolean = () => true): Outcome {
  const row = data?.rows.find(({ group }) => group.outcome === wanted && match(group));
  return { count: row?.count ?? 0, sum: sumOf(row?.['sum:amount_base']), days: (row?.['avg:cycle_days'] as number | null | undefined) ?? null };
}

export const daysText = (days: number | null) => (days === null ? '–' : formatNumber(Math.round(days * 10) / 10, language()));

export function WonLost({ scope }: { scope: Scope }) {
  const measure = 'count,sum:amount_base,avg:cycle_days';
  const filter = scope.within('closed_on', closed);
  const totals = useQuery(aggregateQuery('deal', { group: 'outcome', measure, filter }));
  const won = outcomeOf(totals.data, 'won');
  const lost = outcomeOf(totals.data, 'lost');
  const together = won.count + lost.count;
  if (totals.error) return <p className="problem" role="alert">{problemText(totals.error)}</p>;
  return (
    <>
      <div className="figures">
        <Tile name={t('analysis.winRate')} small={totals.data && t('analysis.winRateText', { n: together })}>{totals.data && percentOf(won.count, together)}</Tile>
        <Tile name={t('analysis.wonDeals')} small={totals.data && <SumText sum={won.sum} />}>
          {totals.data && <Behind place="deal" filter={scope.within('closed_on', wonOnly)}>{formatNumber(won.count, language())}</Behind>}
        </Tile>
        <Tile name={t('analysis.lostDeals')} small={totals.data && <SumText sum={lost.sum} />}>
          {totals.data && <Behind place="deal" filter={scope.within('closed_on', lostOnly)}>{formatNumber(lost.count, language())}</Behind>}
        </Tile>
        <Tile name={t('analysis.cycle')} small={t('analysis.cycleText')}>{totals.data && daysText(won.days)}</Tile>
      </div>
      <SameHeight name="analysis months"><OverTime scope={scope} /></SameHeight>
      <SameHeight name="analysis by"><ByDimension scope={scope} /></SameHeight>
      <div className="panels even">
        <Reasons scope={scope} all={lost.count} />
        <Competitors scope={scope} />
      </div>
    </>
  );
}

function OverTime({ scope }: { scope: Scope }) {
  const { data } = useQuery(aggregateQuery('deal', { group: 'closed_on:month,outcome', measure: 'count', filter: scope.within('closed_on', closed) }));
  const firsts = [...new Set(data?.rows.map(({ group }) => String(group['closed_on:month'])))];
  const counted = (first: string, outcome: string) => data?.rows.find(({ group }) => group['closed_on:month'] === first && group.outcome === outcome)?.count ?? 0;
  return (
    <section className="panel">
      <h2>{t('analysis.months')}</h2>
      <Columns
        label={t('analysis.months')}
        columns={firsts.map((first, at) => {
          const period = columnName(first, undefined);
          const won = counted(first, 'won');
          const lost = counted(first, 'lost');
          const day: Dimension = { key: 'closed_on:month', label: '', field: { name: 'closed_on', kind: 'day', label: {} }, period: 'month' };
          return {
            key: first,
            name: columnName(first, firsts[at - 1]),
            told: t('analysis.column', { period, won, lost }),
            parts: [{ size: BigInt(lost), look: 'bad' as const }, { size: BigInt(won), look: 'good' as const }],
            place: 'deal',
            filter: both(both(scope.filter, closed), rowsBehind(day, first)),
          };
        })}
      />
      {data && !firsts.length && <p className="quiet">{t('analysis.nothing')}</p>}
      {firsts.length > 0 && <Legend of={[{ look: 'good', name: t('analysis.wonDeals') }, { look: 'bad', name: t('analysis.lostDeals') }]} />}
    </section>
  );
}

function Reasons({ scope, all }: { scope: Scope; all: number }) {
  const filter = scope.within('closed_on', lostOnly);
  const { data } = useQuery(aggregateQuery('deal', { group: 'loss_reason', measure: 'count,sum:amount_base', filter }));
  const dimension: Dimension = { key: 'loss_reason', label: '', field: { name: 'loss_reason', kind: 'text', label: {} } };
  const rows = [...(data?.rows ?? [])].sort((a, b) => b.count - a.count).slice(0, 20);
  return (
    <section className="panel">
      <h2>{t('analysis.reasons')}</h2>
      <div className="stage-lines">
        {rows.map((row) => (
          <Behind key={String(row.group.loss_reason)} place="deal" filter={both(filter, rowsBehind(dimension, row.group.loss_reason))} className="stage-line">
            <span className="cut">{valueName(dimension, row.group.loss_reason)}</span>
            <Bar part={row.count} whole={all} look="bad" />
            <span className="number">{formatNumber(row.count, language())}</span>
          </Behind>
        ))}
      </div>
      {data && !rows.length && <p className="quiet">{t('analysis.noLost')}</p>}
    </section>
  );
}

interface CompetitorLine {
  competitor: LinkValue;
  won: number;
  lost: number;
  won_amount: Sum;
  lost_amount: Sum;
}

function Competitors({ scope }: { scope: Scope }) {
  const filter = scope.within('closed_on', closed);
  const { data } = useQuery({
    queryKey: ['report', 'deal', 'competitors', filter],
    queryFn: ({ signal }) => get<{ rows: CompetitorLine[] }>('deal/report/competitors', { filter: filterText(filter) }, signal),
  });
  return (
    <section className="panel">
      <h2>{t('analysis.competitors')}</h2>
      {data?.rows.length ? (
        <Table label={t('analysis.competitors')} head={[t('analysis.competitor'), t('analysis.wonDeals'), t('analysis.lostDeals'), t('analysis.winRate'), t('analysis.average')]}>
          {data.rows.map(({ competitor, won, lost, won_amount }) => (
            <tr key={competitor.id}>
              <th scope="row"><Behind place="deal" filter={both(filter, { competitors: { has: competitor.id } })}>{competitor.title}</Behind></th>
              <td className="number">{formatNumber(won, language())}</td>
              <td className="number">{formatNumber(lost, language())}</td>
              <td className="number">{percentOf(won, won + lost)}</td>
              <td className="number">{won > 0 && minorOf(won_amount) > 0n ? <SumText sum={averageOf(won_amount, won)} /> : '–'}</td>
            </tr>
          ))}
        </Table>
      ) : data && <p className="quiet">{t('analysis.noCompetitors')}</p>}
    </section>
  );
}
