// When an address leads nowhere, or the page itself broke.

import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { problemText } from '../record/store';
import { Button } from '../ui/button';
import { t } from '../ui/language';

export function Lost() {
  return (
    <div className="list-body">
      <div className="empty">
        <h2>{t('lost')}</h2>
        <p>{t('lost.text')}</p>
        <Link className="button outline" to="/">{t('home')}</Link>
      </div>
    </div>
  );
}

export function Trouble({ error, reset }: ErrorComponentProps) {
  return (
    <div className="list-body">
      <div className="empty">
        <h2>{t('trouble')}</h2>
        <p>{problemText(error)}</p>
        <Button look="outline" onClick={() => { reset(); location.reload(); }}>{t('again')}</Button>
      </div>
    </div>
  );
}
