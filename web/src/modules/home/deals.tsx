// My open deals by stage, as bars.

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { aggregateQuery, moneyOf } from '../../record/aggregate';
import { fewQuery } from '../../record/store';
import { Unread } from '../../record/unread';
import type { LinkValue } from '../../app/types';
import { formatMoneyLarge } from '../../ui/format';
import { language, t } from '../../ui/language';
import { myDeals } from './figures';
import './words';

export function Deals() {
  const totals = useQuery(aggregateQuery('deal', { group: 'stage', measure: 'count,sum:amount_base', filter: myDeals('open') }));
  const stages = useQuery(fewQuery('stage', { sort: 'position', limit: 200 }));
  const order = stages.data?.items.map((stage) => stage.id) ?? [];
  const rows = (totals.data?.rows ?? [])
    .map((row) => ({ stage: row.group.stage as LinkValue | null, count: row.count, sum: moneyOf(row['sum:amount_base']) }))
    .filter((row) => row.stage)
    .sort((a, b) => order.indexOf(a.stage!.id) - order.indexOf(b.stage!.id));
  const largest = Math.max(1, ...rows.map((row) => Number(row.sum?.amount ?? 0)));
  return (
    <section className="panel">
      <h2>{t('home.pipeline')}</h2>
      <Unread of={totals} />
      <div className="stage-lines">
      {rows.map(({ stage, sum, count }) => (
        <Link key={stage!.id} to="/$place" params={{ place: 'deal' }} search={{ filter: { owner: { in: ['me'] }, stage: { in: [stage!.id] } } }} className="stage-line">
          <span className="cut">{stage!.title}</span>
          <span className="stage-bar">
            <i style={{ width: `${(Number(sum?.amount ?? 0) / largest) * 100}%` }} />
          </span>
          <span className="number">{sum ? formatMoneyLarge(sum, language()) : count}</span>
        </Link>
      ))}
      </div>
      {totals.data && !rows.length && <p className="quiet">{t('home.noDeals')}</p>}
    </section>
  );
}
