// One's own second factor: whether it is on, setting it up, new recovery codes, ending it.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, get, post } from '../../app/api';
import { RecoveryCodes, SetUpSecondFactor } from '../../app/second-factor';
import { metaQuery, queries } from '../../app/session';
import { Button } from '../../ui/button';
import { t } from '../../ui/language';
import { Form } from './form';
import '../../app/words';

interface State {
  on: boolean;
  recovery_codes: number;
  required: boolean;
}

type Step = 'rest' | 'set-up' | 'renew' | 'end';

export function OwnSecondFactor() {
  const { data: state } = useQuery({ queryKey: ['second-factor'], queryFn: () => get<State>('me/second-factor') });
  const [step, setStep] = useState<Step>('rest');
  const [codes, setCodes] = useState<string[]>();
  const again = async () => {
    setStep('rest');
    setCodes(undefined);
    await queries.invalidateQueries({ queryKey: ['second-factor'] });
    await queries.invalidateQueries({ queryKey: metaQuery.queryKey });
  };
  if (!state) return null;
  return (
    <section>
      <h2>{t('factor')}</h2>
      <p className="hint">{state.on ? t('factor.on', { count: state.recovery_codes }) : t('factor.off')}</p>
      {codes && <RecoveryCodes codes={codes} button={t('factor.kept')} onDone={() => void again()} />}
      {step === 'set-up' && <SetUpSecondFactor onDone={() => void again()} />}
      {step === 'renew' && !codes && (
        <Form
          lines={[{ name: 'password', label: t('password.present'), type: 'password', required: true }]}
          values={{}}
          button={t('factor.renew')}
          onSave={async ({ password }) => setCodes((await post<{ recovery_codes: string[] }>('me/second-factor/recovery-codes', { password })).recovery_codes)}
        />
      )}
      {step === 'end' && (
        <Form
          lines={[{ name: 'password', label: t('password.present'), type: 'password', required: true }]}
          values={{}}
          button={t('factor.end')}
          onSave={async ({ password }) => {
            await call('DELETE', 'me/second-factor', { body: { password } });
            await again();
          }}
        />
      )}
      {step === 'rest' && (
        <div className="button-row">
          <Button look="outline" onClick={() => setStep('set-up')}>{state.on ? t('factor.replace') : t('factor.begin')}</Button>
          {state.on && <Button look="outline" onClick={() => setStep('renew')}>{t('factor.renew')}</Button>}
          {state.on && !state.required && <Button onClick={() => setStep('end')}>{t('factor.end')}</Button>}
        </div>
      )}
    </section>
  );
}
