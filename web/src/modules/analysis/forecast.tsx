// What a period will bring: won already, promised, likely; and how far it may be off.

import { useQuery } from '@tanstack/react-query';
import { get } from '../../app/api';
import { zone } from '../../app/session';
import type { Filter } from '../../app/types';
import { filterText, problemText } from '../../record/store';
import { SumText, type Sum } from '../../record/sum';
import { today } from '../../ui/dates';
import { formatNumber } from '../../ui/format';
import { language, t } from '../../ui/language';
import { both } from './dimensions';
import { daysOf } from './periods';
import type { Scope } from './scope';
import { fraction, minorOf } from './sums';
import { Bar, Behind, Table, Tile } from './tables';

interface Part {
  deals: number;
  amount: Sum;
}

interface ForecastAnswer {
  won: Part;
  open: Part;
  commit: Part;
  best_case: Part;
  pipeline: Part;
  omitted: Part;
  late: Part;
  undated: Part;
  without_value: number;
  by_stage: Sum;
  by_owner: Sum;
  by_history: Sum;
  p10: Sum;
  p50: Sum;
  p90: Sum;
  tries: number;
}

const open = { outcome: { in: ['open'] } };

export const forecastQuery = (filter: Filter, from: string | undefined, to: string | undefined) => {
  const query = { filter: filterText(filter), from, to };
  return { queryKey: ['report', 'deal', 'forecast', query], queryFn: ({ signal }: { signal: AbortSignal }) => get<ForecastAnswer>('deal/report/forecast', query, signal), enabled: Boolean(from) };
};

export function Forecast({ scope }: { scope: Scope }) {
  const [from, to] = daysOf(scope.period, today(zone()));
  const { data, error } = useQuery(forecastQuery(scope.filter, from, to));
  if (error) return <p className="problem" role="alert">{problemText(error)}</p>;
  if (!data) return null;
  const expected = (more: Filter): Filter => both(both(scope.filter, { ...open, closes_on: { gte: from, lte: to } }), more);
  const lines: [string, Part, Filter][] = [
    [t('analysis.alreadyWon'), data.won, both(scope.filter, { outcome: { in: ['won'] }, closed_on: { gte: from, lte: to } })],
    [t('analysis.commit'), data.commit, expected({ forecast_category: { in: ['commit'] } })],
    [t('analysis.bestCase'), data.best_case, expected({ forecast_category: { in: ['best_case'] } })],
    [t('analysis.inPipeline'), data.pipeline, expected({ forecast_category: { not_in: ['commit', 'best_case', 'omitted'] } })],
    [t('analysis.omitted'), data.omitted, expected({ forecast_category: { in: ['omitted'] } })],
  ];
  const largest = lines.reduce((most, [, { amount }]) => (minorOf(amount) > most ? minorOf(amount) : most), 1n);
  const aside: [string, Part, Filter][] = [
    [t('analysis.late'), data.late, both(scope.filter, { ...open, closes_on: { lt: today(zone()) } })],
    [t('analysis.undated'), data.undated, both(scope.filter, { ...open, closes_on: { is_null: true } })],
  ];
  return (
    <>
      <div className="figures three">
        <Tile name={t('analysis.p10')} small={t('analysis.p10Text')}><SumText sum={data.p10} large /></Tile>
        <Tile name={t('analysis.p50')} small={t('analysis.p50Text')}><SumText sum={data.p50} large /></Tile>
        <Tile name={t('analysis.p90')} small={t('analysis.p90Text')}><SumText sum={data.p90} large /></Tile>
      </div>
      <section className="panel">
        <h2>{t('analysis.methods')}</h2>
        <Spread data={data} />
        <p className="hint">{t('analysis.tries', { n: formatNumber(data.tries, language()) })}</p>
      </section>
      <section className="panel">
        <h2>{t('analysis.madeOf')}</h2>
        <Table label={t('analysis.madeOf')} head={[t('analysis.category'), '', t('analysis.sum'), t('analysis.count')]}>
          {lines.map(([name, part, filter]) => (
            <tr key={name}>
              <th scope="row"><Behind place="deal" filter={filter}>{name}</Behind></th>
              <td className="bar-cell"><Bar part={minorOf(part.amount)} whole={largest} /></td>
              <td className="number"><SumText sum={part.amount} /></td>
              <td className="number">{formatNumber(part.deals, language())}</td>
            </tr>
          ))}
        </Table>
        <p className="hint">
          {aside.filter(([, { deals }]) => deals > 0).map(([name, { deals, amount }, filter]) => (
            <span key={name}><Behind place="deal" filter={filter}>{name}: {formatNumber(deals, language())}</Behind> (<SumText sum={amount} />) </span>
          ))}
          {data.without_value > 0 && t('analysis.withoutValue', { n: data.without_value })}
        </p>
      </section>
    </>
  );
}

/** The three ways of reckoning on one scale, with the range that trying out gives. */
export function Spread({ data }: { data: ForecastAnswer }) {
  const ways: [string, Sum][] = [[t('analysis.byStage'), data.by_stage], [t('analysis.byOwner'), data.by_owner], [t('analysis.byHistory'), data.by_history]];
  const most = [data.p90, ...ways.map(([, sum]) => sum)].reduce((high, sum) => (minorOf(sum) > high ? minorOf(sum) : high), 1n);
  const from = fraction(minorOf(data.p10), most);
  const to = fraction(minorOf(data.p90), most);
  return (
    <div className="stage-lines">
      {ways.map(([name, sum]) => (
        <div key={name} className="stage-line">
          <span className="cut">{name}</span>
          <Bar part={minorOf(sum)} whole={most} />
          <SumText sum={sum} />
        </div>
      ))}
      <div className="stage-line">
        <span className="cut">P10–P90</span>
        <span className="stage-bar range"><i style={{ marginLeft: `${from * 100}%`, width: `${Math.max(0, to - from) * 100}%` }} /></span>
        <SumText sum={data.p50} />
      </div>
    </div>
  );
}
