// What was sold: from won deals, from orders or from invoices, over time and by whatever the reader chooses.

import { useQuery } from '@tanstack/react-query';
import { objectNamed } from '../../app/session';
import type { Filter, LinkValue } from '../../app/types';
import { aggregateQuery, groupKey } from '../../record/aggregate';
import { problemText } from '../../record/store';
import { SumText } from '../../record/sum';
import { formatMoney, formatNumber } from '../../ui/format';
import { language, t } from '../../ui/language';
import { SameHeight } from '../../ui/settled';
import { DimensionMenu } from './by-dimension';
import { both, columnName, dimensionsOf, rowsBehind, valueName, type Dimension } from './dimensions';
import { useMargins, type Left } from './margins';
import type { Scope } from './scope';
import { added, averageOf, minorOf, percentOf, sumOf } from './sums';
import { Bar, Behind, Columns, Table, Tile } from './tables';

interface Source {
  object: 'deal' | 'order' | 'invoice';
  day: string;
  amount: string;
  filter: Filter;
}

const sources: Source[] = [
  { object: 'deal', day: 'closed_on', amount: 'amount_base', filter: { outcome: { in: ['won'] } } },
  { object: 'order', day: 'ordered_on', amount: 'net_total_base', filter: { state: { not_in: ['draft', 'cancelled'] } } },
  { object: 'invoice', day: 'issued_on', amount: 'net_total_base', filter: { state: { in: ['issued'] }, kind: { not_in: ['pro_forma'] } } },
];

/** Conditions on deals hold for documents where these have the same field. */
const fitting = (filter: Filter, object: string): Filter => {
  const fields = new Set(objectNamed(object)?.fields.map(({ name }) => name));
  return Object.fromEntries(Object.entries(filter).filter(([key]) => fields.has(key.split('.')[0]!)));
};

export function Sales({ scope }: { scope: Scope }) {
  const offered = sources.filter(({ object }) => objectNamed(object)?.can.read);
  const source = offered.find(({ object }) => object === scope.search.of) ?? offered[0]!;
  const dimensions = dimensionsOf(objectNamed(source.object)!, source.day).filter(({ key }) => key !== 'loss_reason');
  const dimension = dimensions.find(({ key }) => key === scope.search.by) ?? dimensions[0]!;
  const sum = `sum:${source.amount}`;
  const mine = source.object === 'deal' ? scope : { ...scope, within: (day: string, more: Filter = {}) => both(fitting(scope.filter, source.object), both(scope.period === 'all' ? {} : { [day]: { within: scope.period } }, more)) };
  const filter = mine.within(source.day, source.filter);
  const total = useQuery(aggregateQuery(source.object, { measure: `count,${sum}`, filter }));
  const { data, error } = useQuery(aggregateQuery(source.object, { group: dimension.key, measure: `count,${sum}`, filter }));
  const margins = useMargins(source.object, filter, dimension.key);
  const lines = (data?.rows ?? []).map((row) => ({ value: row.group[dimension.key], count: row.count, sum: sumOf(row[sum]) }));
  if (!dimension.period) lines.sort((a, b) => Number(minorOf(b.sum) - minorOf(a.sum)) || b.count - a.count);
  const all = added(lines.map((line) => line.sum));
  const largest = lines.reduce((most, line) => (minorOf(line.sum) > most ? minorOf(line.sum) : most), 0n);
  const whole = { count: total.data?.rows[0]?.count ?? 0, sum: sumOf(total.data?.rows[0]?.[sum]) };
  return (
    <>
      <div className="row-actions">
        <div className="segments" role="group" aria-label={t('analysis.of')}>
          {offered.map(({ object }) => (
            <button key={object} type="button" aria-pressed={object === source.object} onClick={() => scope.change({ of: object, by: undefined })}>{t(`analysis.of.${object}`)}</button>
          ))}
        </div>
      </div>
      <div className={`figures${margins.there ? '' : ' three'}`}>
        <Tile name={t('analysis.sum')}>{total.data && <Behind place={source.object} filter={filter}><SumText sum={whole.sum} large /></Behind>}</Tile>
        <Tile name={t('analysis.count')}>{total.data && formatNumber(whole.count, language())}</Tile>
        <Tile name={t('analysis.average')}>{total.data && (whole.count ? <SumText sum={averageOf(whole.sum, whole.count)} large /> : '–')}</Tile>
        {margins.there && (
          <Tile name={t('analysis.margin')} small={margins.whole && t('analysis.marginText', { percent: margins.whole.percent, n: margins.whole.count })}>
            {margins.whole ? <SumText sum={margins.whole.sum} large /> : '–'}
          </Tile>
        )}
      </div>
      <SameHeight name="analysis sales"><OverTime source={source} filter={filter} /></SameHeight>
      <section className="panel">
        <div className="panel-head">
          <h2>{dimension.label}</h2>
          <DimensionMenu scope={scope} dimensions={dimensions} chosen={dimension.key} />
        </div>
        {error && <p className="problem" role="alert">{problemText(error)}</p>}
        {lines.length > 0 && (
          <Table label={dimension.label} head={[dimension.label, '', t('analysis.sum'), t('analysis.share'), t('analysis.count'), t('analysis.average'), ...(margins.there ? [t('analysis.margin'), t('analysis.marginPart')] : [])]}>
            {lines.map((line) => (
              <tr key={groupKey(line.value as LinkValue)}>
                <th scope="row"><Behind place={source.object} filter={both(filter, rowsBehind(dimension, line.value))}>{valueName(dimension, line.value)}</Behind></th>
                <td className="bar-cell"><Bar part={minorOf(line.sum)} whole={largest} /></td>
                <td className="number"><SumText sum={line.sum} /></td>
                <td className="number">{percentOf(minorOf(line.sum), minorOf(all))}</td>
                <td className="number">{formatNumber(line.count, language())}</td>
                <td className="number"><SumText sum={averageOf(line.sum, line.count)} /></td>
                {margins.there && <Margin left={margins.of(line.value)} />}
              </tr>
            ))}
          </Table>
        )}
        {data && !lines.length && <p className="quiet">{t('analysis.nothing')}. {t('analysis.nothingText')}</p>}
      </section>
    </>
  );
}

function Margin({ left }: { left: Left | undefined }) {
  return (
    <>
      <td className="number">{left ? <SumText sum={left.sum} /> : '–'}</td>
      <td className="number">{left?.percent ?? '–'}</td>
    </>
  );
}

function OverTime({ source, filter }: { source: Source; filter: Filter }) {
  const key = `${source.day}:month`;
  const sum = `sum:${source.amount}`;
  const { data } = useQuery(aggregateQuery(source.object, { group: key, measure: `count,${sum}`, filter }));
  const dimension: Dimension = { key, label: '', field: { name: source.day, kind: 'day', label: {} }, period: 'month' };
  const others = Object.fromEntries(Object.entries(filter).filter(([name]) => name !== source.day));
  return (
    <section className="panel">
      <h2>{t('analysis.months')}</h2>
      <Columns
        label={t('analysis.months')}
        columns={(data?.rows ?? []).filter(({ group }) => group[key]).map((row, at, rows) => {
          const first = String(row.group[key]);
          const money = sumOf(row[sum]);
          return {
            key: first,
            name: columnName(first, at ? String(rows[at - 1]!.group[key]) : undefined),
            told: `${columnName(first, undefined)}: ${formatMoney(money, language())}`,
            parts: [{ size: minorOf(money), look: 'plain' as const }],
            place: source.object,
            filter: both(others, rowsBehind(dimension, first)),
          };
        })}
      />
      {data?.rows.length === 0 && <p className="quiet">{t('analysis.nothing')}</p>}
    </section>
  );
}
