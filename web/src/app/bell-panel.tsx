// What the bell shows: the notifications, the unread marked, each leading to what it is about.

import { useNavigate } from '@tanstack/react-router';
import type { RefObject } from 'react';
import { changeMany } from '../record/bulk';
import { saveRecord } from '../record/store';
import { Button } from '../ui/button';
import { formatAgo } from '../ui/dates';
import { language, t } from '../ui/language';
import { Popover } from '../ui/popover';
import { objectNamed } from './session';
import type { Item, LinkValue } from './types';

interface BellPanelProps {
  anchor: RefObject<HTMLButtonElement | null>;
  items: Item[] | undefined;
  unread: Item[];
  onClose: () => void;
}

export function BellPanel({ anchor, items, unread, onClose }: BellPanelProps) {
  const object = objectNamed('notification')!;
  const navigate = useNavigate();
  const now = () => new Date().toISOString();
  const pick = (item: Item) => {
    onClose();
    if (!item.read_at) void saveRecord(object, item, { read_at: now() }, { remember: false });
    const about = item.about as LinkValue | null;
    if (about?.object) void navigate({ to: '/$place/$id', params: { place: about.object, id: about.id } });
  };
  const allow = () => void Notification.requestPermission().then(() => onClose());
  const mayAsk = 'Notification' in window && Notification.permission === 'default';
  return (
    <Popover anchor={anchor} label={t('bell')} onClose={onClose} className="bell-popover">
      <div className="bell-head">
        <b>{t('bell')}</b>
        <span className="space" />
        {unread.length > 0 && <Button small onClick={() => void changeMany(object, unread, { values: { read_at: now() } })}>{t('bell.allRead')}</Button>}
      </div>
      {items?.map((item) => {
        const about = item.about as LinkValue | null;
        const by = ['assigned', 'mentioned', 'approval_asked', 'approval_answered'].includes(String(item.kind)) ? (item.created_by as LinkValue | null) : null; // others say it themselves
        return (
          <button key={item.id} type="button" className={`bell-line${item.read_at ? '' : ' unread'}`} onClick={() => pick(item)}>
            <i className="dot" />
            <span>
              {String(item.text)}
              <small className="cut">{[about?.deleted && t('bell.deleted'), about?.title, by?.title, formatAgo(String(item.created_at), language())].filter(Boolean).join(' · ')}</small>
            </span>
          </button>
        );
      })}
      {items?.length === 0 && <p className="quiet">{t('bell.none')}</p>}
      {mayAsk && <Button small onClick={allow}>{t('bell.allow')}</Button>}
    </Popover>
  );
}
