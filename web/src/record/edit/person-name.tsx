// A person's name is made of two, each written for itself.

import { useState } from 'react';
import { objectNamed } from '../../app/session';
import { Button } from '../../ui/button';
import { t } from '../../ui/language';
import { fieldLabel, fieldNamed } from '../values';
import type { PanelProps } from './panels';

const nameParts = ['given_name', 'family_name'] as const;

export function PersonNamePanel({ value, onPick }: PanelProps) {
  const [names, setNames] = useState(value as Record<string, string | null>);
  const fields = objectNamed('party')?.fields ?? [];
  return (
    <form
      className="panel-form"
      onSubmit={(event) => {
        event.preventDefault();
        onPick(names, true);
      }}
    >
      {nameParts.map((part) => (
        <label key={part}>
          <span>{fieldLabel(fieldNamed(fields, part)!)}</span>
          <input value={names[part] ?? ''} onChange={(event) => setNames({ ...names, [part]: event.target.value || null })} />
        </label>
      ))}
      <Button look="primary" type="submit">{t('save')}</Button>
    </form>
  );
}
