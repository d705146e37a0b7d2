// Four figures of my deals, each counted by the server, each leading to its list.

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { objectNamed } from '../../app/session';
import type { Filter } from '../../app/types';
import { aggregateQuery, moneyOf } from '../../record/aggregate';
import { companyCurrency } from '../../record/values';
import { formatMoneyLarge, formatNumber } from '../../ui/format';
import { language, t } from '../../ui/language';
import { Spark } from './spark';
import './words';

/** My deals of an outcome; the deal carries its stage's where the server keeps it. */
export function myDeals(outcome: 'open' | 'won'): Filter {
  const own = objectNamed('deal')?.fields.some((field) => field.name === 'outcome');
  return { owner: { in: ['me'] }, [own ? 'outcome' : 'stage.outcome']: own ? { in: [outcome] } : outcome };
}

export function Figures() {
  const has = (name: string) => objectNamed('deal')?.fields.some((field) => field.name === name && field.filterable !== false);
  return (
    <div className="figures">
      <Figure name={t('home.open')} filter={myDeals('open')} spark={{ filter: myDeals('open'), by: 'created_at' }} />
      <Figure name={t('home.closing')} filter={{ ...myDeals('open'), closes_on: { within: 'this_month' } }} />
      <Figure name={t('home.won')} filter={{ ...myDeals('won'), [has('closed_on') ? 'closed_on' : 'closes_on']: { within: 'this_quarter' } }} spark={{ filter: myDeals('won'), by: has('closed_on') ? 'closed_on' : 'closes_on' }} />
      {has('stalled') && <Figure name={t('home.stalled')} filter={{ ...myDeals('open'), stalled: true }} counted />}
    </div>
  );
}

function Figure({ name, filter, counted, spark }: { name: string; filter: Filter; counted?: boolean; spark?: { filter: Filter; by: string } }) {
  const { data } = useQuery(aggregateQuery('deal', { measure: 'count,sum:amount_base', filter }));
  const row = data?.rows[0];
  const sum = moneyOf(row?.['sum:amount_base']) ?? { amount: '0', currency: companyCurrency() };
  const count = row?.count ?? 0;
  return (
    <Link to="/$place" params={{ place: 'deal' }} search={{ filter }} className="figure">
      <span>{name}</span>
      {spark && <Spark {...spark} />}
      <b>{data && (counted ? formatNumber(count, language()) : formatMoneyLarge(sum, language()))}</b>
      <small>{data && (counted ? formatMoneyLarge(sum, language()) : t('home.deals', { n: count }))}</small>
    </Link>
  );
}
