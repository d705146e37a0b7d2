// The card of the first page: what this quarter will bring.

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { zone } from '../../app/session';
import '../../app/styles/analysis.css';
import { SumText } from '../../record/sum';
import { today } from '../../ui/dates';
import { t } from '../../ui/language';
import { forecastQuery, Spread } from './forecast';
import { daysOf } from './periods';
import './words';

export function ForecastCard() {
  const [from, to] = daysOf('this_quarter', today(zone()));
  const { data } = useQuery(forecastQuery({}, from, to));
  return (
    <section className="panel">
      <h2><Link to="/analysis/{-$section}" params={{ section: 'forecast' }} search={{}}>{t('analysis.forecast')}: {t('period.this_quarter')}</Link></h2>
      {data && <Spread data={data} />}
      {data && <p className="hint">{t('analysis.alreadyWon')}: <SumText sum={data.won.amount} /></p>}
    </section>
  );
}
