// One's own name, language, time zone, password and second factor.

import { zoneOptions } from '../../app/offers';
import { changeMe, useMeta } from '../../app/session';
import type { Language } from '../../app/types';
import { languageNames, languages, language, setLanguage, t } from '../../ui/language';
import { Form } from './form';
import { OwnDevices } from './own-devices';
import { OwnSecondFactor } from './own-factor';
import './words';

export const languageOptions = () => languages.map((name) => ({ value: name, label: languageNames[name] }));

export function Profile() {
  const { me, company } = useMeta();
  const save = async (values: Record<string, string>) => {
    await changeMe({ name: values.name, language: values.language as Language, zone: values.zone });
    if (values.language !== language()) await setLanguage(values.language as Language);
  };
  return (
    <>
      <section>
        <Form
          lines={[
            { name: 'name', label: t('yourName'), required: true },
            { name: 'language', label: t('language'), options: languageOptions() },
            { name: 'zone', label: t('company.zone'), options: zoneOptions(me.zone || company.zone) },
          ]}
          values={{ name: me.name, language: me.language || language(), zone: me.zone || company.zone }}
          onSave={save}
        />
      </section>
      <section>
        <h2>{t('profile.change')}</h2>
        <Form
          lines={[
            { name: 'old', label: t('password.present'), type: 'password', required: true },
            { name: 'new', label: t('profile.new'), type: 'password', required: true, hint: t('password.hint') },
          ]}
          values={{}}
          button={t('profile.change')}
          done={t('profile.changed')}
          onSave={(values) => changeMe({ password: { old: values.old ?? '', new: values.new ?? '' } })}
        />
      </section>
      <OwnSecondFactor />
      <OwnDevices />
    </>
  );
}
