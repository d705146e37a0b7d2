// The pipeline by stages: what stands where, what moved on, how long it took, what history says of it; and its velocity.

import { useQuery } from '@tanstack/react-query';
import { get } from '../../app/api';
import { zone } from '../../app/session';
import type { LinkValue } from '../../app/types';
import { aggregateQuery } from '../../record/aggregate';
import { filterText, problemText } from '../../record/store';
import { SumText, type Sum } from '../../record/sum';
import { formatNumber } from '../../ui/format';
import { language, t } from '../../ui/language';
import { SameHeight } from '../../ui/settled';
import { today } from '../../ui/dates';
import { both } from './dimensions';
import { daysOf } from './periods';
import type { Scope } from './scope';
import { added, minorOf, moneyLike, percentOf, quotient, sumOf } from './sums';
import { Bar, Behind, Table, Tile } from './tables';
import { closed, daysText, outcomeOf } from './won-lost';

interface StageLine {
  stage: LinkValue;
  pipeline: LinkValue;
  deals: number;
  amount: Sum;
  stalled: number;
  left: number;
  forward: number;
  back: number;
  won: number;
  lost: number;
  average_days: number | null;
  median_days: number | null;
  most_days: number | null;
  probability: number;
  learnt: number | null;
  cases: number;
}

const open = { outcome: { in: ['open'] } };

export function Stages({ scope }: { scope: Scope }) {
  const [from, to] = daysOf(scope.period, today(zone()));
  const query = { filter: filterText(scope.filter), from, to };
  const { data, error } = useQuery({ queryKey: ['report', 'deal', 'stages', query], queryFn: ({ signal }) => get<{ rows: StageLine[] }>('deal/report/stages', query, signal) });
  const rows = data?.rows ?? [];
  const largest = rows.reduce((most, { amount }) => (minorOf(amount) > most ? minorOf(amount) : most), 0n);
  const several = new Set(rows.map(({ pipeline }) => pipeline.id)).size > 1;
  const all = added(rows.map(({ amount }) => amount));
  const count = rows.reduce((sum, { deals }) => sum + deals, 0);
  return (
    <>
      <div className="figures three">
        <Tile name={t('analysis.openValue')} small={data && <Behind place="deal" filter={both(scope.filter, open)}>{t('analysis.openDeals', { n: count })}</Behind>}>{data && <SumText sum={all} large />}</Tile>
        <Velocity scope={scope} open={count} />
      </div>
      {error && <p className="problem" role="alert">{problemText(error)}</p>}
      <SameHeight name="analysis stages">
        <section className="panel">
          <h2>{t('analysis.pipeline')}</h2>
          <p className="hint">{t('analysis.stagesText')}</p>
          <Table label={t('analysis.pipeline')} head={[t('analysis.stage'), '', t('analysis.openValue'), t('analysis.count'), t('analysis.left'), t('analysis.forward'), t('analysis.lostDeals'), t('analysis.back'), t('analysis.averageDays'), t('analysis.medianDays'), t('analysis.mostDays')]}>
            {rows.map((line) => (
              <tr key={line.stage.id}>
                <th scope="row">
                  <Behind place="deal" filter={both(scope.filter, { stage: { in: [line.stage.id] } })}>{line.stage.title}</Behind>
                  {several && <small className="faint"> {line.pipeline.title}</small>}
                </th>
                <td className="bar-cell"><Bar part={minorOf(line.amount)} whole={largest} /></td>
                <td className="number"><SumText sum={line.amount} /></td>
                <td className="number">{formatNumber(line.deals, language())}</td>
                <td className="number">{formatNumber(line.left, language())}</td>
                <td className="number">{percentOf(line.forward + line.won, line.left)}</td>
                <td className="number">{percentOf(line.lost, line.left)}</td>
                <td className="number">{percentOf(line.back, line.left)}</td>
                <td className="number">{line.average_days === null ? '–' : daysText(line.average_days / 10)}</td>
                <td className="number">{daysText(line.median_days)}</td>
                <td className="number">{daysText(line.most_days)}</td>
              </tr>
            ))}
          </Table>
        </section>
      </SameHeight>
      <section className="panel">
        <h2>{t('analysis.probability')}</h2>
        <p className="hint">{t('analysis.probabilityText')}</p>
        <Table label={t('analysis.probability')} head={[t('analysis.stage'), t('analysis.set'), t('analysis.learnt'), t('analysis.cases')]}>
          {rows.map((line) => (
            <tr key={line.stage.id}>
              <th scope="row">{line.stage.title}</th>
              <td className="number">{percentOf(line.probability, 100)}</td>
              <td className="number">{line.learnt === null ? '–' : percentOf(line.learnt, 1000)}</td>
              <td className="number">{formatNumber(line.cases, language())}</td>
            </tr>
          ))}
        </Table>
      </section>
    </>
  );
}

/** Open deals × win rate × average won value ÷ average days to close. */
function Velocity({ scope, open: count }: { scope: Scope; open: number }) {
  const filter = scope.within('closed_on', { ...closed, cycle_days: { is_null: false } });
  const { data } = useQuery(aggregateQuery('deal', { group: 'outcome', measure: 'count,sum:amount_base,avg:cycle_days,sum:cycle_days', filter }));
  const won = outcomeOf(data, 'won');
  const lost = outcomeOf(data, 'lost');
  const days = BigInt((data?.rows.find(({ group }) => group.outcome === 'won')?.['sum:cycle_days'] as number | undefined) ?? 0);
  const all = BigInt(won.count + lost.count);
  const aDay = all && days ? quotient(BigInt(count) * BigInt(won.count) * minorOf(won.sum), all * days) : null;
  return (
    <>
      <Tile name={t('analysis.velocity')} small={t('analysis.velocityText')}>{data && (aDay === null ? '–' : <SumText sum={moneyLike(sumOf(won.sum), aDay)} />)}</Tile>
      <Tile name={t('analysis.cycle')} small={t('analysis.cycleText')}>{data && daysText(won.days)}</Tile>
    </>
  );
}
