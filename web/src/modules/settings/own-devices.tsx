// On which of one's devices notifications are shown while the page is closed.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { beginPush, canPush, devicesQuery, endPush, pushKeyQuery, subscription } from '../../app/push';
import { objectNamed, useMeta } from '../../app/session';
import { problemText } from '../../record/store';
import { Button } from '../../ui/button';
import { formatAgo } from '../../ui/dates';
import { language, t } from '../../ui/language';
import { say, sayProblem } from '../../ui/toast';
import './words';

export function OwnDevices() {
  const { me, seen_by } = useMeta();
  const asked = Boolean(objectNamed('push_device')?.can.create) && !seen_by;
  const { data: state } = useQuery({ ...pushKeyQuery, enabled: asked });
  const { data: devices } = useQuery({ ...devicesQuery(me.id), enabled: asked && state?.on === true });
  const { data: here } = useQuery({ queryKey: ['push-here'], queryFn: async () => (await subscription())?.endpoint ?? null, enabled: asked && canPush() });
  const [busy, setBusy] = useState(false);
  if (!state?.on || !devices) return null;
  const present = devices.items.find((device) => device.endpoint === here);
  const begin = async () => {
    setBusy(true);
    try {
      if (await beginPush(state.key!)) say(t('push.begun'));
      else sayProblem(t('push.denied'));
    } catch (error) {
      sayProblem(error instanceof DOMException ? t('push.unable') : problemText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section>
      <h2>{t('push')}</h2>
      <p className="hint">{canPush() ? t('push.text') : t('push.unable')}</p>
      {devices.items.map((device) => (
        <div key={device.id} className="home-line">
          <span className="row-title space">{device.title || t('push.device')}</span>
          <small>{device === present ? t('push.here') : formatAgo(String(device.created_at), language())}</small>
          <Button small name={t('push.endOn', { name: device.title })} onClick={() => void endPush(device).catch((error) => sayProblem(problemText(error)))}>{t('push.end')}</Button>
        </div>
      ))}
      {canPush() && !present && (
        <div className="button-row">
          <Button look="outline" disabled={busy} onClick={() => void begin()}>{t('push.begin')}</Button>
        </div>
      )}
    </section>
  );
}
