// Won and lost told apart by whatever the reader chooses: who, what, where, from whom, when.

import { useQuery } from '@tanstack/react-query';
import { objectNamed } from '../../app/session';
import type { LinkValue } from '../../app/types';
import { aggregateQuery, groupKey } from '../../record/aggregate';
import { problemText } from '../../record/store';
import { SumText } from '../../record/sum';
import { formatNumber } from '../../ui/format';
import { language, t } from '../../ui/language';
import { both, dimensionsOf, rowsBehind, valueName, type GroupValue } from './dimensions';
import type { Scope } from './scope';
import { added, averageOf, minorOf, percentOf } from './sums';
import { Bar, Behind, Table } from './tables';
import { closed, daysText, outcomeOf, wonOnly } from './won-lost';

/** Which dimension; kept in the address. */
export function DimensionMenu({ scope, dimensions, chosen }: { scope: Scope; dimensions: { key: string; label: string }[]; chosen: string }) {
  return (
    <label className="chosen-by">
      {t('analysis.by')}
      <select className="short" value={chosen} onChange={(event) => scope.change({ by: event.target.value })}>
        {dimensions.map(({ key, label }) => <option key={key} value={key}>{label}</option>)}
      </select>
    </label>
  );
}

export function ByDimension({ scope }: { scope: Scope }) {
  const dimensions = dimensionsOf(objectNamed('deal')!, 'closed_on');
  const dimension = dimensions.find(({ key }) => key === scope.search.by) ?? dimensions[0]!;
  const filter = scope.within('closed_on', closed);
  const { data, error } = useQuery(aggregateQuery('deal', { group: `${dimension.key},outcome`, measure: 'count,sum:amount_base,avg:cycle_days', filter }));
  const values = new Map<string | null, GroupValue>();
  for (const { group } of data?.rows ?? []) values.set(groupKey(group[dimension.key] as LinkValue), group[dimension.key]);
  const lines = [...values].map(([key, value]) => {
    const same = (group: Record<string, unknown>) => groupKey(group[dimension.key] as LinkValue) === key;
    return { key, value, won: outcomeOf(data, 'won', same), lost: outcomeOf(data, 'lost', same) };
  });
  if (!dimension.period) lines.sort((a, b) => Number(minorOf(b.won.sum) - minorOf(a.won.sum)) || b.won.count - a.won.count);
  const all = added(lines.map(({ won }) => won.sum));
  const largest = lines.reduce((most, { won }) => (minorOf(won.sum) > most ? minorOf(won.sum) : most), 0n);
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>{dimension.label}</h2>
        <DimensionMenu scope={scope} dimensions={dimensions} chosen={dimension.key} />
      </div>
      {error && <p className="problem" role="alert">{problemText(error)}</p>}
      {lines.length > 0 && (
        <Table label={dimension.label} head={[dimension.label, '', t('analysis.wonSum'), t('analysis.share'), t('analysis.wonDeals'), t('analysis.lostDeals'), t('analysis.winRate'), t('analysis.average'), t('analysis.cycle')]}>
          {lines.map(({ key, value, won, lost }) => (
            <tr key={key}>
              <th scope="row"><Behind place="deal" filter={both(filter, rowsBehind(dimension, value))}>{valueName(dimension, value)}</Behind></th>
              <td className="bar-cell"><Bar part={minorOf(won.sum)} whole={largest} /></td>
              <td className="number"><Behind place="deal" filter={both(both(filter, wonOnly), rowsBehind(dimension, value))} className="plain-link"><SumText sum={won.sum} /></Behind></td>
              <td className="number">{percentOf(minorOf(won.sum), minorOf(all))}</td>
              <td className="number">{formatNumber(won.count, language())}</td>
              <td className="number">{formatNumber(lost.count, language())}</td>
              <td className="number">{percentOf(won.count, won.count + lost.count)}</td>
              <td className="number">{won.count ? <SumText sum={averageOf(won.sum, won.count)} /> : '–'}</td>
              <td className="number">{daysText(won.days)}</td>
            </tr>
          ))}
        </Table>
      )}
      {data && !lines.length && <p className="quiet">{t('analysis.nothing')}. {t('analysis.nothingText')}</p>}
    </section>
  );
}
