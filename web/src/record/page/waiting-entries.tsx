// What was written about a record without a network: it stands on the timeline until it is sent, and can be withdrawn.

import { IconClock } from '@tabler/icons-react';
import { discard, useOutbox, type Waiting } from '../../app/outbox';
import { Button } from '../../ui/button';
import { t } from '../../ui/language';

const isAbout = ({ object: made, body, id: changed }: Waiting, object: string, id: string) => {
  if (made !== 'activity' || changed) return false;
  const about = body.about as { object: string; id: string } | undefined;
  return about ? about.object === object && about.id === id : object === 'party' && body.party === id;
};

export function WaitingEntries({ object, id }: { object: string; id: string }) {
  const waiting = useOutbox().filter((one) => isAbout(one, object, id));
  return waiting.map((one) => (
    <div key={one.key} className="entry waiting">
      <span className="entry-icon"><IconClock size={15} stroke={1.6} aria-hidden /></span>
      <div className="entry-main">
        <div className="entry-head">
          <span className="cut"><b>{t(`kind.${String(one.body.kind)}` as 'kind.note')}</b> <span className="by">{t('offline.waits')}</span></span>
          <Button small onClick={() => discard(one.key)}>{t('offline.discard')}</Button>
        </div>
        <div className="entry-card">{[one.body.subject, one.body.body].filter(Boolean).map(String).join('\n')}</div>
      </div>
    </div>
  ));
}
