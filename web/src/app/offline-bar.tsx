// Says that there is no network and what waits to be sent; it can be thrown away, and what the server refused tried again.

import { useEffect, useState, useSyncExternalStore } from 'react';
import { Button } from '../ui/button';
import { t } from '../ui/language';
import { isConnected, onConnection } from './live';
import { discard, sendWaiting, useOutbox } from './outbox';

export function OfflineBar() {
  const connected = useSyncExternalStore(onConnection, isConnected);
  const waiting = useOutbox();
  const [open, setOpen] = useState(false);
  const refused = waiting.filter(({ problem }) => problem);
  useEffect(() => {
    if (!connected || !waiting.some(({ problem }) => !problem)) return;
    void sendWaiting();
    const timer = setInterval(() => void sendWaiting(), 15_000); // the network may be there and the server not
    return () => clearInterval(timer);
  }, [connected, waiting]);
  if (connected && !refused.length) return null;
  const lines = connected ? refused : open ? waiting : [];
  return (
    <div className="offline" role="status">
      {!connected && (
        <div className="offline-line">
          <span>{t('offline')} {waiting.length > 0 && t('offline.waiting', { n: waiting.length })}</span>
          <span className="space" />
          {waiting.length > 0 && <Button small aria-expanded={open} onClick={() => setOpen(!open)}>{t(open ? 'close' : 'offline.show')}</Button>}
        </div>
      )}
      {lines.map((one) => (
        <div key={one.key} className="offline-line">
          <span><b>{one.title}</b> {one.problem}</span>
          <span className="space" />
          {connected && <Button small onClick={() => void sendWaiting(true)}>{t('again')}</Button>}
          <Button small onClick={() => discard(one.key)}>{t('offline.discard')}</Button>
        </div>
      ))}
    </div>
  );
}
