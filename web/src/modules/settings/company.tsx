// What the company is called, where it is, what it counts in.

import { patch } from '../../app/api';
import { metaQuery, queries, useMeta } from '../../app/session';
import { t } from '../../ui/language';
import { Form } from './form';
import { languageOptions } from './profile';

export function CompanySettings() {
  const { company, me } = useMeta();
  const save = async (values: Record<string, string>) => {
    await patch('company', values);
    await queries.invalidateQueries({ queryKey: metaQuery.queryKey });
  };
  return (
    <section>
      <Form
        lines={[
          { name: 'name', label: t('company.name'), required: true },
          { name: 'country', label: t('company.country'), required: true },
          { name: 'currency', label: t('company.currency'), required: true },
          { name: 'zone', label: t('company.zone'), required: true },
          { name: 'language', label: t('language'), options: languageOptions() },
        ]}
        values={{ name: company.name, country: company.country, currency: company.currency, zone: company.zone, language: company.language }}
        disabled={!me.administrator}
        onSave={save}
      />
    </section>
  );
}
