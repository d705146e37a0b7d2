// My deals that stand still, the longest first.

import { useQuery } from '@tanstack/react-query';
import type { LinkValue, Money } from '../../app/types';
import { fewQuery } from '../../record/store';
import { Unread } from '../../record/unread';
import { formatMoneyLarge } from '../../ui/format';
import { language, t } from '../../ui/language';
import { myDeals } from './figures';
import { Line, Panel } from './lines';
import './words';

export function Stalled() {
  const answer = useQuery(fewQuery('deal', { filter: { ...myDeals('open'), stalled: true }, sort: 'modified_at', limit: 8 }));
  return (
    <Panel title={t('home.stalled')}>
      <Unread of={answer} />
      {answer.data?.items.map((item) => (
        <Line key={item.id} place="deal" id={item.id} title={item.title} hint={(item.stage as LinkValue | null)?.title} end={item.amount ? <small className="number">{formatMoneyLarge(item.amount as Money, language())}</small> : undefined} />
      ))}
      {answer.data?.items.length === 0 && <p className="quiet">{t('home.noStalled')}</p>}
    </Panel>
  );
}
