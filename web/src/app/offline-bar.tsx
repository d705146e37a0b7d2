// Says that there is no network and what waits to be sent; what the server refused can be tried again or thrown away.

import { useEffect, useSyncExternalStore } from 'react';
import { Button } from '../ui/button';
import { t } from '../ui/language';
import { isConnected, onConnection } from './live';
import { discard, sendWaiting, useOutbox } from './outbox';

export function OfflineBar() {
  const connected = useSyncExternalStore(onConnection, isConnected);
  const waiting = useOutbox();
  const refused = waiting.filter(({ problem }) => problem);
  useEffect(() => {
    if (connected && waiting.some(({ problem }) => !problem)) void sendWaiting();
  }, [connected, waiting]);
  if (connected && !refused.length) return null;
  return (
    <div className="offline" role="status">
      {!connected && t('offline')}
      {!connected && waiting.length > 0 && ` ${t('offline.waiting', { n: waiting.length })}`}
      {connected &&
        refused.map((one) => (
          <div key={one.key} className="offline-line">
            <span><b>{one.title}</b> {one.problem}</span>
            <span className="space" />
            <Button small onClick={() => void sendWaiting(true)}>{t('again')}</Button>
            <Button small onClick={() => discard(one.key)}>{t('offline.discard')}</Button>
          </div>
        ))}
    </div>
  );
}
