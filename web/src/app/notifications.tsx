// The bell: what others want me to know, the unread first counted; a click leads there and marks it read.

import { IconBell, IconBellRinging } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { fewQuery, saveRecord } from '../record/store';
import { changeMany } from '../record/bulk';
import { Button } from '../ui/button';
import { formatAgo } from '../ui/dates';
import { language, t } from '../ui/language';
import { Popover } from '../ui/popover';
import { watch } from './live';
import { meta, objectNamed, queries } from './session';
import type { Item, LinkValue } from './types';

export function Bell() {
  const object = objectNamed('notification');
  const button = useRef<HTMLButtonElement>(null);
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const { data } = useQuery({ ...fewQuery('notification', { filter: { user: meta().me.id }, sort: '-created_at', limit: 30 }), enabled: Boolean(object?.can.read) });
  useEffect(() => (object ? watch('notification', undefined, () => void queries.invalidateQueries({ queryKey: ['few', 'notification'] })) : undefined), [object]);
  if (!object?.can.read) return null;
  const unread = (data?.items ?? []).filter((item) => !item.read_at);
  const now = () => new Date().toISOString();
  const pick = (item: Item) => {
    setOpen(false);
    if (!item.read_at) void saveRecord(object, item, { read_at: now() }, { remember: false });
    const about = item.about as LinkValue | null;
    if (about?.object) void navigate({ to: '/$place/$id', params: { place: about.object, id: about.id } });
  };
  const allow = () => void Notification.requestPermission().then(() => setOpen(false));
  const mayAsk = 'Notification' in window && Notification.permission === 'default';
  const name = unread.length ? t('bell.unread', { n: unread.length }) : t('bell');
  return (
    <>
      <Button ref={button} small className="bell" icon={unread.length ? <IconBellRinging size={17} stroke={1.6} /> : <IconBell size={17} stroke={1.6} />} name={name} aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>
        {unread.length > 0 && <span className="badge number">{unread.length}</span>}
      </Button>
      {open && (
        <Popover anchor={button} label={t('bell')} onClose={() => setOpen(false)} className="bell-popover">
          <div className="bell-head">
            <b>{t('bell')}</b>
            <span className="space" />
            {unread.length > 0 && <Button small onClick={() => void changeMany(object, unread, { values: { read_at: now() } })}>{t('bell.allRead')}</Button>}
          </div>
          {data?.items.map((item) => (
            <button key={item.id} type="button" className={`bell-line${item.read_at ? '' : ' unread'}`} onClick={() => pick(item)}>
              <i className="dot" />
              <span>
                {String(item.text)}
                <small className="cut">{[(item.about as LinkValue | null)?.title, formatAgo(String(item.created_at), language())].filter(Boolean).join(' · ')}</small>
              </span>
            </button>
          ))}
          {data?.items.length === 0 && <p className="quiet">{t('bell.none')}</p>}
          {mayAsk && <Button small onClick={allow}>{t('bell.allow')}</Button>}
        </Popover>
      )}
    </>
  );
}
