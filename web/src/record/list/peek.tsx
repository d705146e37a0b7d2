// A look at a record beside its list: what it is and what happened, without leaving the list.

import { IconExternalLink, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { kindLabel, type Place } from '../../app/places';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { t } from '../../ui/language';
import { Activity, activityTabs, type ActivityTab } from '../page/activity';
import { Properties, Quick } from '../page/properties';
import { recordQuery } from '../store';
import { isRound, titleOf } from '../values';

export function Peek({ place, id, onClose }: { place: Place; id: string; onClose: () => void }) {
  const { object } = place;
  const panel = useRef<HTMLElement>(null);
  const [tab, setTab] = useState<ActivityTab>('timeline');
  const { data: item } = useQuery(recordQuery(object.name, id));
  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) onClose();
    };
    document.addEventListener('keydown', close);
    return () => document.removeEventListener('keydown', close);
  }, [onClose]);
  return (
    <aside ref={panel} className="peek" aria-label={item ? titleOf(item) : t('peek')}>
      <header className="peek-head">
        {item && <Avatar name={titleOf(item)} size={36} square={!isRound(object.name, item)} />}
        <div className="peek-title">
          <h2 className="cut">{item ? titleOf(item) : '\u00a0'}</h2>
          <small>{item ? kindLabel(object, item) : '\u00a0'}</small>
        </div>
        <Link className="button plain icon-only" to="/$place/$id" params={{ place: place.name, id }} aria-label={t('open')}>
          <IconExternalLink size={16} aria-hidden />
        </Link>
        <Button icon={<IconX size={16} />} name={t('close')} onClick={onClose} />
      </header>
      <div className="peek-body">
        <Quick object={object} item={item} />
        <Properties object={object} item={item} />
        <div className="tabs" role="group" aria-label={t('record.timeline')}>
          {activityTabs().map((name) => (
            <button key={name} type="button" aria-pressed={tab === name} onClick={() => setTab(name)}>{t(`record.${name}`)}</button>
          ))}
        </div>
        <Activity object={object} id={id} item={item} tab={tab} onTab={(next) => next !== 'related' && setTab(next)} bare />
      </div>
    </aside>
  );
}
