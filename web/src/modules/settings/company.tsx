// What the company is called, where it is, what it counts in.

import { useState } from 'react';
import { patch } from '../../app/api';
import { currencyOptions, namedOffers, zoneOptions } from '../../app/offers';
import { pushKeyQuery } from '../../app/push';
import { metaQuery, queries, useMeta } from '../../app/session';
import { t } from '../../ui/language';
import { problemText } from '../../record/store';
import { countryField } from '../../record/values';
import { sayProblem } from '../../ui/toast';
import { Form } from './form';
import { languageOptions } from './profile';
import { SellingSettings } from './selling';
import './words';

export function CompanySettings() {
  const { company, currencies, me } = useMeta();
  const save = async (values: Record<string, string>) => {
    await patch('company', values);
    await queries.invalidateQueries({ queryKey: metaQuery.queryKey });
  };
  const [wanted, setWanted] = useState<boolean | null>(null); // while it is on its way
  const push = wanted ?? company.more?.push === true;
  const switchPush = async () => {
    setWanted(!push);
    try {
      await patch('company', { more: { ...company.more, push: !push } }, company.version);
    } catch (error) {
      sayProblem(problemText(error));
    }
    await queries.invalidateQueries({ queryKey: metaQuery.queryKey });
    await queries.invalidateQueries({ queryKey: pushKeyQuery.queryKey });
    setWanted(null);
  };
  return (
    <>
      <section>
        <Form
          lines={[
            { name: 'name', label: t('company.name'), required: true },
            { name: 'country', label: t('company.country'), options: namedOffers(countryField()?.choices ?? [], company.country) },
            { name: 'currency', label: t('company.currency'), options: currencyOptions(currencies, company.currency) },
            { name: 'zone', label: t('company.zone'), options: zoneOptions(company.zone) },
            { name: 'language', label: t('language'), options: languageOptions() },
          ]}
          values={{ name: company.name, country: company.country, currency: company.currency, zone: company.zone, language: company.language }}
          disabled={!me.administrator}
          onSave={save}
        />
      </section>
      <SellingSettings />
      <section>
        <h2>{t('push')}</h2>
        <label className="check-line">
          <input type="checkbox" checked={push} disabled={!me.administrator} onChange={() => void switchPush()} />
          {t('push.switch')}
        </label>
        <p className="hint">{t('push.switchText')}</p>
      </section>
    </>
  );
}
