// The panels in which values are picked or written, one for each kind that a plain box cannot hold.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { tagLabel } from '../../app/names';
import { upload } from '../../app/api';
import type { Address, Field, FileValue } from '../../app/types';
import { Button } from '../../ui/button';
import { Calendar } from '../../ui/calendar';
import { t, type MessageKey } from '../../ui/language';
import { Options } from '../../ui/options';
import { sayProblem } from '../../ui/toast';
import { fewQuery, problemText } from '../store';
import { colorLabel, colors, countryField, fieldLabel, hasLongList, offered } from '../values';
import { LinkPanel } from './link-panel';
import { PersonNamePanel } from './person-name';

export interface PanelProps {
  field: Field;
  value: unknown;
  /** `done` closes the panel; otherwise it stays for the next pick. */
  onPick: (value: unknown, done: boolean) => void;
}

export function Panel(props: PanelProps) {
  switch (props.field.kind) {
    case 'choice':
    case 'choices':
      return <ChoicePanel {...props} />;
    case 'yes_no':
      return <YesNoPanel {...props} />;
    case 'tags':
      return <TagsPanel {...props} />;
    case 'link':
    case 'links':
    case 'link_any':
      return <LinkPanel {...props} />;
    case 'day':
    case 'moment':
      return <Calendar withTime={props.field.kind === 'moment'} value={props.value as string | null} onPick={props.onPick} required={props.field.required} />;
    case 'address':
      return <AddressPanel {...props} />;
    case 'person_name':
      return <PersonNamePanel {...props} />;
    case 'file':
      return <FilePanel {...props} />;
    case 'whole':
      return <ColorPanel {...props} />;
    default:
      return <TextPanel {...props} />;
  }
}

function ChoicePanel({ field, value, onPick }: PanelProps) {
  const several = field.kind === 'choices';
  const chosen = several ? ((value as string[] | null) ?? []) : value ? [String(value)] : [];
  const dot = (color: string) => (hasLongList(field) ? undefined : <i className={`dot ${color}`} />);
  const options = offered(field).map((choice) => ({ value: choice.name, label: choice.label, mark: dot(`c${choice.color ?? 4}`) }));
  if (!several && !field.required && chosen.length) options.push({ value: '', label: t('pick.none'), mark: dot('') });
  return (
    <Options
      options={options}
      selected={chosen}
      find={`${fieldLabel(field)}…`}
      onPick={({ value: name }) => {
        if (!several) onPick(name || null, true);
        else onPick(chosen.includes(name) ? chosen.filter((other) => other !== name) : [...chosen, name], false);
      }}
    />
  );
}

function YesNoPanel({ value, onPick }: PanelProps) {
  const options = [{ value: 'true', label: t('yes') }, { value: 'false', label: t('no') }];
  return <Options options={options} selected={[String(value ?? false)]} onPick={(option) => onPick(option.value === 'true', true)} />;
}

function ColorPanel({ value, onPick }: PanelProps) {
  const options = colors.map((color) => ({ value: String(color), label: colorLabel(color), mark: <i className={`dot c${color}`} /> }));
  return <Options options={options} selected={[String(value ?? 4)]} onPick={(option) => onPick(Number(option.value), true)} />;
}

function TagsPanel({ value, onPick }: PanelProps) {
  const { data } = useQuery(fewQuery('tag', { limit: 200 }));
  const chosen = (value as string[] | null) ?? [];
  const names = [...new Set([...chosen, ...(data?.items.map((tag) => String(tag.name)) ?? [])])];
  const toggle = (name: string) => onPick(chosen.includes(name) ? chosen.filter((other) => other !== name) : [...chosen, name], false);
  return (
    <Options
      options={names.map((name) => ({ value: name, label: tagLabel(name) }))}
      selected={chosen}
      find={t('pick.tag')}
      empty={t('pick.typeTag')}
      onPick={({ value: name }) => toggle(name)}
      onNew={toggle}
    />
  );
}

function TextPanel({ field, value, onPick }: PanelProps) {
  const json = field.kind === 'json';
  const [text, setText] = useState(json ? (value ? JSON.stringify(value, null, 2) : '') : String(value ?? ''));
  const save = () => {
    if (!json) return onPick(text.trim() || null, true);
    try {
      onPick(text.trim() ? JSON.parse(text) : null, true);
    } catch {
      sayProblem(t('problem.json'));
    }
  };
  return (
    <div className="panel-form">
      <textarea
        rows={6}
        aria-label={fieldLabel(field)}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
        }}
      />
      <Button look="primary" onClick={save}>
        {t('save')}
      </Button>
    </div>
  );
}

const lines: (keyof Address)[] = ['street', 'house', 'flat', 'postal_code', 'city', 'region', 'country'];

function AddressPanel({ field, value, onPick }: PanelProps) {
  const [address, setAddress] = useState<Address>((value as Address | null) ?? {});
  const save = () => onPick(Object.values(address).some(Boolean) ? address : null, true);
  return (
    <div className="panel-form address-form" aria-label={fieldLabel(field)}>
      {lines.map((line) => (
        <label key={line} className={`part ${line}`}>
          <span>{t(`address.${line}` as MessageKey)}</span>
          {line === 'country' ? (
            <CountrySelect value={address.country ?? ''} onPick={(country) => setAddress({ ...address, country })} />
          ) : (
            <input
              value={address[line] ?? ''}
              onChange={(event) => setAddress({ ...address, [line]: event.target.value || null })}
              onKeyDown={(event) => {
                if (event.key !== 'Enter') return;
                event.preventDefault();
                save();
              }}
            />
          )}
        </label>
      ))}
      <Button look="primary" onClick={save}>
        {t('save')}
      </Button>
    </div>
  );
}

function CountrySelect({ value, onPick }: { value: string; onPick: (country: string | null) => void }) {
  const field = countryField();
  return (
    <select value={value} onChange={(event) => onPick(event.target.value || null)}>
      <option value="" />
      {field && offered(field).map((country) => <option key={country.name} value={country.name}>{country.label}</option>)}
    </select>
  );
}

function FilePanel({ value, onPick }: PanelProps) {
  const choose = async (file: File | undefined) => {
    if (!file) return;
    try {
      onPick(await upload(file), true);
    } catch (error) {
      sayProblem(problemText(error));
    }
  };
  return (
    <div className="panel-form">
      <input type="file" aria-label={t('file.choose')} onChange={(event) => void choose(event.target.files?.[0])} />
      {(value as FileValue | null) && <Button onClick={() => onPick(null, true)}>{t('pick.none')}</Button>}
    </div>
  );
}
