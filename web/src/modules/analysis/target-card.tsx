// The card of the first page: the targets of today and what of them is reached.

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { zone } from '../../app/session';
import '../../app/styles/analysis.css';
import { today } from '../../ui/dates';
import { t } from '../../ui/language';
import { attainmentQuery, TargetLines } from './targets';
import './words';

export function TargetCard() {
  const { data } = useQuery(attainmentQuery(today(zone())));
  return (
    <section className="panel">
      <h2><Link to="/analysis/{-$section}" params={{ section: 'targets' }} search={{}}>{t('analysis.targets')}</Link></h2>
      {data && (data.rows.length ? <TargetLines rows={data.rows.slice(0, 6)} /> : <p className="quiet">{t('analysis.noTargetsText')}</p>)}
    </section>
  );
}
