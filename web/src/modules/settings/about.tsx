// What this program is and where its interface is described.

import { useMeta } from '../../app/session';
import { Logo } from '../../ui/logo';
import { t } from '../../ui/language';
import './company-words';

export function About() {
  const { version, objects } = useMeta();
  return (
    <section>
      <div className="about-head">
        <Logo size={40} />
        <div>
          <b>Relacja</b>
          <p className="hint">{t('about.version', { version })}</p>
        </div>
      </div>
      <p>{t('about.text', { n: objects.length })}</p>
      <p className="row-actions">
        <a className="button outline" href="/api/v1/openapi.json" target="_blank" rel="noreferrer">{t('about.api')}</a>
      </p>
      <p className="hint">{t('about.licence')}</p>
    </section>
  );
}
