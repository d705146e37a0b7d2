// Who works here: their roles and teams, new people, new passwords, who may not sign in any more.

import { IconDots, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { remove } from '../../app/api';
import { may, meta, objectNamed, queries, seeAs } from '../../app/session';
import type { Field, Item, LinkValue } from '../../app/types';
import { InlineEditor } from '../../record/edit/inline-editor';
import { fewQuery, problemText, saveRecord } from '../../record/store';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { t } from '../../ui/language';
import { Menu } from '../../ui/menu';
import { say, sayProblem, sayUndoable } from '../../ui/toast';
import { useRef } from 'react';
import { NewPerson } from './new-person';
import { NewPassword } from './new-password';
import { PersonRights } from './person-rights';
import { roleLabel } from './role-label';
import './words';
import '../settings/words';

export function People() {
  const { person: wanted } = useSearch({ strict: false }) as { person?: string };
  const navigate = useNavigate();
  const { data } = useQuery(fewQuery('user', { sort: 'name', limit: 200 }));
  const [making, setMaking] = useState(false);
  const [password, setPassword] = useState<Item | null>(null);
  const users = data?.items ?? [];
  const shown = users.find((user) => user.id === String(wanted));
  const show = (id: string | undefined) => void navigate({ to: '.', search: (id ? { person: id } : {}) as never });
  if (shown) return <PersonRights user={shown} onBack={() => show(undefined)} />;
  return (
    <section>
      <p className="hint">{t('people.text')}</p>
      {may('users') && (
        <div className="row-actions">
          <Button look="outline" icon={<IconPlus size={16} />} onClick={() => setMaking(true)}>{t('people.new')}</Button>
        </div>
      )}
      <div className="table-scroll">
        <table className="table people">
          <thead>
            <tr>
              <th scope="col">{t('people.name')}</th>
              <th scope="col">{t('settings.roles')}</th>
              <th scope="col">{t('people.team')}</th>
              <th scope="col"><span className="unseen">{t('more')}</span></th>
            </tr>
          </thead>
          <tbody>
            {users.map((user) => (
              <PersonLine key={user.id} user={user} onRights={() => show(user.id)} onPassword={() => setPassword(user)} />
            ))}
          </tbody>
        </table>
      </div>
      {making && <NewPerson onClose={() => setMaking(false)} />}
      {password && <NewPassword user={password} onClose={() => setPassword(null)} />}
    </section>
  );
}

function PersonLine({ user, onRights, onPassword }: { user: Item; onRights: () => void; onPassword: () => void }) {
  const object = objectNamed('user')!;
  const { me } = meta();
  const off = user.disabled === true;
  const disable = async () => {
    if (!(await saveRecord(object, user, { disabled: !off }, { remember: false }))) return;
    sayUndoable(t(off ? 'people.isOn' : 'people.isOff', { name: user.title }), () => void saveRecord(object, user, { disabled: off }, { force: true, remember: false }));
  };
  const resetFactor = async () => {
    try {
      await remove(`user/${user.id}/second-factor`);
      await queries.invalidateQueries();
      say(t('factor.isReset', { name: user.title }));
    } catch (error) {
      sayProblem(problemText(error));
    }
  };
  const pick: Record<string, () => void> = { rights: onRights, password: onPassword, factor: () => void resetFactor(), disable: () => void disable(), see: () => void seeAs(user.id).catch((error: unknown) => sayProblem(problemText(error))) };
  const options = [
    { value: 'rights', label: t('people.rights') },
    ...(me.administrator && user.id !== me.id && !off ? [{ value: 'see', label: t('people.seeAs') }] : []),
    { value: 'password', label: t('people.password') },
    ...(user.second_factor === true ? [{ value: 'factor', label: t('factor.reset') }] : []),
    ...(user.id === me.id ? [] : [{ value: 'disable', label: off ? t('people.on') : t('people.off') }]),
  ];
  return (
    <tr className={off ? 'is-off' : undefined}>
      <th scope="row">
        <span className="person-cell">
          <Avatar name={user.title} size={28} />
          <span>
            <button type="button" className="row-title linked" onClick={onRights}>{user.title}</button>
            <small>{String(user.login)}{off && ` · ${t('people.disabled')}`}</small>
          </span>
        </span>
      </th>
      <td><Edited user={user} name="roles" text={((user.roles as LinkValue[] | null) ?? []).map((role) => roleLabel(role.title)).join(', ') || t('people.noRole')} /></td>
      <td><Edited user={user} name="team" text={(user.team as LinkValue | null)?.title ?? '—'} /></td>
      <td className="end">
        {may('users') && (
          <Menu
            small
            label={`${t('more')}: ${user.title}`}
            icon={<IconDots size={16} />}
            align="end"
            options={options}
            onPick={(value) => pick[value]?.()}
          />
        )}
      </td>
    </tr>
  );
}

/** A value of a person as text that opens its editor. */
function Edited({ user, name, text }: { user: Item; name: string; text: string }) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [editing, setEditing] = useState(false);
  const object = objectNamed('user')!;
  const field: Field | undefined = object.fields.find((one) => one.name === name);
  if (!field?.writable || !object.can.update) return <span>{text}</span>;
  return (
    <>
      <button ref={anchor} type="button" className="edited" onClick={() => setEditing(true)} aria-label={`${user.title}: ${text}`}>{text}</button>
      {editing && (
        <InlineEditor field={field} value={user[name]} anchor={anchor} onSave={(value) => void saveRecord(object, user, { [name]: value })} onClose={() => setEditing(false)} />
      )}
    </>
  );
}
