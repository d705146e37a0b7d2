// The roles of the company: who has one, what it gives by object, and what it gives at large.

import { IconCopy, IconDots, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { objectNamed, useMeta } from '../../app/session';
import type { Item, LinkValue } from '../../app/types';
import { problemText, createRecord, fewQuery, saveRecord } from '../../record/store';
import { removeMany } from '../../record/bulk';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { t, type MessageKey } from '../../ui/language';
import { Menu } from '../../ui/menu';
import { sayProblem } from '../../ui/toast';
import { AskText } from '../../ui/ask-text';
import { changeFactor, changeGrants, changeMay, grantsOf } from './change-role';
import { Matrix } from './matrix';
import { roleLabel } from './role-label';
import './words';
import '../settings/words';

const atLarge = ['company', 'shape', 'users', 'import', 'audit', 'metrics', 'sensitive'];

export function useRoles() {
  return useQuery(fewQuery('role', { sort: 'name', limit: 200 }));
}

export function Roles() {
  const { role: wanted } = useSearch({ strict: false }) as { role?: string };
  const navigate = useNavigate();
  const object = objectNamed('role');
  const { data } = useRoles();
  const users = useQuery(fewQuery('user', { sort: 'name', limit: 200 }));
  const [naming, setNaming] = useState<{ from?: Item; rename?: Item } | null>(null);
  const roles = data?.items ?? [];
  const role = roles.find((one) => one.id === String(wanted)) ?? roles.find((one) => one.title !== 'administrator') ?? roles[0];
  const show = (id: string) => void navigate({ to: '.', search: { role: id } as never, replace: true });
  if (!object) return null;

  const save = async (name: string) => {
    if (naming?.rename) return void (await saveRecord(object, naming.rename, { name }));
    try {
      const values = naming?.from ? { name, grants: grantsOf(naming.from), may: naming.from.may } : { name, grants: [], may: [] };
      show((await createRecord(object, values)).id);
    } catch (error) {
      sayProblem(problemText(error));
    }
  };
  return (
    <section className="roles">
      <p className="hint">{t('rights.text')}</p>
      <div className="role-tabs tabs" role="group" aria-label={t('settings.roles')}>
        {roles.map((one) => (
          <button key={one.id} type="button" aria-pressed={one === role} onClick={() => show(one.id)}>{roleLabel(one.title)}</button>
        ))}
        {object.can.create && <Button small icon={<IconPlus size={15} />} onClick={() => setNaming({})}>{t('rights.newRole')}</Button>}
      </div>
      {role && (
        <RolePage
          key={role.id}
          role={role}
          people={(users.data?.items ?? []).filter((user) => (user.roles as LinkValue[] | null)?.some((one) => one.id === role.id))}
          onCopy={() => setNaming({ from: role })}
          onRename={() => setNaming({ rename: role })}
        />
      )}
      {naming && (
        <AskText
          title={naming.rename ? t('rename') : t('rights.newRole')}
          label={t('name')}
          value={naming.rename?.title ?? (naming.from ? t('rights.copyOf', { name: roleLabel(naming.from.title) }) : '')}
          onClose={() => setNaming(null)}
          onSave={save}
        />
      )}
    </section>
  );
}

function RolePage({ role, people, onCopy, onRename }: { role: Item; people: Item[]; onCopy: () => void; onRename: () => void }) {
  const { objects } = useMeta();
  const object = objectNamed('role')!;
  const all = role.built_in === true && role.title === 'administrator';
  const locked = all || !object.can.update;
  const may = new Set(all ? atLarge : ((role.may as string[] | null) ?? []));
  const pick = (value: string) => {
    if (value === 'copy') onCopy();
    else if (value === 'rename') onRename();
    else void removeMany(object, [role]);
  };
  const own = role.built_in !== true;
  return (
    <>
      <header className="role-head">
        <h3>{roleLabel(role.title)}</h3>
        <span className="role-people">
          {people.slice(0, 5).map((user) => <Avatar key={user.id} name={user.title} size={22} />)}
          <Link to="/settings/{-$section}" params={{ section: 'people' }} className="linked">{t('rights.people', { n: people.length })}</Link>
        </span>
        <span className="space" />
        <Button small icon={<IconCopy size={15} />} onClick={onCopy}>{t('rights.copy')}</Button>
        {own && object.can.update && (
          <Menu small label={t('more')} icon={<IconDots size={16} />} align="end" options={[{ value: 'rename', label: t('rename') }, ...(object.can.delete ? [{ value: 'delete', label: t('delete') }] : [])]} onPick={pick} />
        )}
      </header>
      {all && <p className="hint">{t('rights.administrator')}</p>}
      <h4 className="section-head">{t('rights.atLarge')}</h4>
      <div className="may-grid">
        {atLarge.map((name) => (
          <label key={name} className="may-line">
            <input type="checkbox" checked={may.has(name)} disabled={locked} onChange={() => void changeMay(role, name, !may.has(name))} />
            <span>
              <b>{t(`may.${name}` as MessageKey)}</b>
              <small>{t(`may.${name}.text` as MessageKey)}</small>
            </span>
          </label>
        ))}
      </div>
      <h4 className="section-head">{t('factor')}</h4>
      <label className="may-line">
        <input type="checkbox" checked={role.second_factor === true} disabled={!object.can.update} onChange={() => void changeFactor(role, role.second_factor !== true)} />
        <span>
          <b>{t('factor.require')}</b>
          <small>{t('factor.require.text')}</small>
        </span>
      </label>
      {!all && (
        <>
          <h4 className="section-head">{t('rights.byObject')}</h4>
          <Matrix objects={objects} grants={grantsOf(role)} locked={locked} onChange={(grants, given) => void changeGrants(role, grants, given)} />
        </>
      )}
    </>
  );
}
