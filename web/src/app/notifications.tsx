// The bell: what others want me to know, the unread first counted; a click leads there and marks it read.

import { IconBell, IconBellRinging } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { fewQuery } from '../record/store';
import { Button } from '../ui/button';
import { t } from '../ui/language';
import { watch } from './live';
import { meta, objectNamed, queries } from './session';

const BellPanel = lazy(() => import('./bell-panel').then((module) => ({ default: module.BellPanel })));

export function Bell({ named = false }: { named?: boolean }) {
  const object = objectNamed('notification');
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const { data } = useQuery({ ...fewQuery('notification', { filter: { user: meta().me.id }, sort: '-created_at', limit: 30 }), enabled: Boolean(object?.can.read) });
  useEffect(() => (object ? watch('notification', undefined, () => void queries.invalidateQueries({ queryKey: ['few', 'notification'] })) : undefined), [object]);
  if (!object?.can.read) return null;
  const unread = (data?.items ?? []).filter((item) => !item.read_at);
  const name = unread.length ? t('bell.unread', { n: unread.length }) : t('bell');
  return (
    <>
      <Button ref={button} small={!named} className={named ? 'place' : 'bell'} icon={unread.length ? <IconBellRinging size={17} stroke={1.6} /> : <IconBell size={17} stroke={1.6} />} name={name} aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>
        {named && t('bell')}
        {unread.length > 0 && <span className="badge number">{unread.length}</span>}
      </Button>
      {open && (
        <Suspense>
          <BellPanel anchor={button} items={data?.items} unread={unread} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
