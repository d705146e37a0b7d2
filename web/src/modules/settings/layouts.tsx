// What lists, forms and pages of an object show and in which order: for everybody, or for a role.

import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call, get, remove } from '../../app/api';
import { objectNamed, queries } from '../../app/session';
import type { LinkValue, ObjectMeta } from '../../app/types';
import { fewQuery, problemText } from '../../record/store';
import { Button } from '../../ui/button';
import { label, t } from '../../ui/language';
import { rememberUndo, sayProblem } from '../../ui/toast';
import { roleLabel } from '../rights/role-label';
import { Arrange } from './arrange';
import { arrangeable, definitionOf, leftOut, sectionsOf, type Definition, type Section } from './arrangement';
import { readShape } from './read-shape';
import './words';

interface Stored {
  part: string;
  role: LinkValue | null;
  definition: Definition;
}

const layoutsQuery = (object: string) =>
  queryOptions({ queryKey: ['layouts', object], queryFn: () => get<{ items: Stored[] }>(`meta/object/${object}/layout`) });

function partsOf(object: ObjectMeta): { name: string; text: string }[] {
  const lists = object.lists.length > 1 ? object.lists.map((list) => ({ name: `list.${list.name}`, text: t('layout.listOf', { name: label(list.label, list.name) }) })) : [{ name: 'list', text: t('layout.list') }];
  return [...lists, { name: 'form', text: t('layout.form') }, { name: 'record', text: t('layout.record') }];
}

export function Layouts({ object }: { object: ObjectMeta }) {
  const parts = partsOf(object);
  const [part, setPart] = useState(parts[0]!.name);
  const [role, setRole] = useState('');
  const [draft, setDraft] = useState<{ key: string; sections: Section[] } | null>(null);
  const { data } = useQuery(layoutsQuery(object.name));
  const { data: roles } = useQuery({ ...fewQuery('role', { sort: 'name', limit: 200 }), enabled: Boolean(objectNamed('role')?.can.read) });
  if (!data) return null;
  const key = `${part} ${role}`;
  const own = data.items.find((one) => one.part === part && (one.role?.id ?? '') === role);
  const everybody = data.items.find((one) => one.part === part && !one.role);
  const sections = draft?.key === key ? draft.sections : sectionsOf(object, part, (own ?? everybody)?.definition);
  const path = `meta/object/${object.name}/layout/${part}`;
  const query = role ? { role } : {};
  const reread = async () => {
    await Promise.all([readShape(), queries.invalidateQueries({ queryKey: ['layouts', object.name] })]);
  };
  const keep = async (definition: Definition | undefined) => {
    try {
      if (definition) await call('PUT', path, { query, body: definition });
      else await remove(`${path}${role ? `?role=${role}` : ''}`);
      await reread();
    } catch (error) {
      sayProblem(problemText(error));
    }
    setDraft(null);
  };
  const change = (next: Section[]) => {
    const before = own?.definition;
    setDraft({ key, sections: next });
    // A section without fields waits on the page until it has one; the server keeps only what shows something.
    if (next.some((section) => !section.fields.length) && next.length > sections.length) return;
    rememberUndo(() => void keep(before));
    void call('PUT', path, { query, body: definitionOf(object, part, next) }).then(reread, (error: unknown) => {
      setDraft(null);
      sayProblem(problemText(error));
    });
  };
  return (
    <div className="layouts">
      <div className="layout-choice">
        <div className="segments" role="group" aria-label={t('layout.part')}>
          {parts.map(({ name, text }) => (
            <button key={name} type="button" aria-pressed={part === name} onClick={() => { setPart(name); setDraft(null); }}>{text}</button>
          ))}
        </div>
        <label>
          <span className="faint">{t('layout.for')}</span>
          <select value={role} onChange={(event) => { setRole(event.target.value); setDraft(null); }}>
            <option value="">{t('layout.everybody')}</option>
            {roles?.items.map((one) => <option key={one.id} value={one.id}>{roleLabel(one.title)}</option>)}
          </select>
        </label>
        <span className="space" />
        {own && <Button small onClick={() => void keep(undefined)}>{role ? t('layout.asEverybody') : t('layout.default')}</Button>}
      </div>
      <p className="hint">{t(part === 'form' ? 'layout.formText' : part === 'record' ? 'layout.recordText' : 'layout.listText')} {t('layout.hint')}</p>
      <Arrange sections={sections} fields={arrangeable(object, part)} out={leftOut(object, part, sections)} grouped={part === 'record'} onChange={change} />
    </div>
  );
}
