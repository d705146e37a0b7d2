// After trying out: what values of the file mean that are no choice here, or lead to no record.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get } from '../../app/api';
import { objectNamed } from '../../app/session';
import type { Item, LinkValue, ObjectMeta } from '../../app/types';
import { FieldInput } from '../../record/edit/field-input';
import { fieldLabel, offered } from '../../record/values';
import { problemText } from '../../record/store';
import { Button } from '../../ui/button';
import { t } from '../../ui/language';
import { sayProblem } from '../../ui/toast';
import { isLink, partOf, type Mapping } from './mapping';
import { meaning, unknownValues, valuesQuery, type Unknown } from './told';
import { ToldTable } from './told-table';
import './words';

const shownValues = 50;

interface ValueMeaningsProps {
  id: string;
  object: ObjectMeta;
  mapping: Mapping;
  onMapping: (mapping: Mapping) => void;
}

export function ValueMeanings({ id, object, mapping, onMapping }: ValueMeaningsProps) {
  const { data } = useQuery(valuesQuery(id));
  const [all, setAll] = useState(false);
  const unknown = unknownValues(object, mapping, data?.items ?? []);
  if (!unknown.length) return null;
  const shown = all ? unknown : unknown.slice(0, shownValues);
  return (
    <>
      <ToldTable mends title={t('import.values')} text={t('import.values.text')} columns={[t('import.column'), t('import.cell'), t('import.values.means')]}>
        {shown.map((one) => (
          <tr key={JSON.stringify([one.column, one.value])}>
            <td>{one.column}</td>
            <td>
              <b>{one.value}</b> <small className="faint">{t('import.rows', { n: one.rows })}</small>
            </td>
            <td>
              <Meaning one={one} mapping={mapping} onMeans={(means) => onMapping(meaning(mapping, one.column, one.value, means))} />
            </td>
          </tr>
        ))}
      </ToldTable>
      <div className="row-actions">
        {shown.length < unknown.length && <Button onClick={() => setAll(true)}>{t('import.values.all', { n: unknown.length })}</Button>}
        {data?.more && <span className="hint">{t('import.values.more')}</span>}
      </div>
    </>
  );
}

function Meaning({ one, mapping, onMeans }: { one: Unknown; mapping: Mapping; onMeans: (means: string | null | undefined) => void }) {
  const target = mapping.columns[one.column];
  const said = partOf(target, 'values')?.[one.value];
  const [picked, setPicked] = useState<LinkValue | null>(null);
  const name = `${one.column}: ${one.value}`;
  if (!isLink(one.field))
    return (
      <select aria-label={name} value={said === undefined ? '?' : (said ?? '')} onChange={(event) => onMeans(event.target.value === '?' ? undefined : event.target.value || null)}>
        <option value="?">{t('import.values.open')}</option>
        <option value="">{t('import.values.empty')}</option>
        {offered(one.field).map((choice) => (
          <option key={choice.name} value={choice.name}>{choice.label}</option>
        ))}
      </select>
    );
  /** A record is named by what records are found by: its own name, not what its reader calls it. */
  const pick = async (link: LinkValue | null) => {
    setPicked(link);
    if (!link) return onMeans(undefined);
    const to = link.object ?? one.field.to?.[0] ?? '';
    try {
      const record = await get<Item>(`${to}/${link.id}`);
      onMeans(String(record[partOf(target, 'by') ?? objectNamed(to)?.title ?? 'name'] ?? link.title));
    } catch (error) {
      sayProblem(problemText(error));
    }
  };
  const field = { ...one.field, kind: 'link' as const, required: false, label: { en: `${name}: ${fieldLabel(one.field)}` } };
  return <FieldInput hideLabel field={field} value={picked} onChange={(value) => void pick(value as LinkValue | null)} />;
}
