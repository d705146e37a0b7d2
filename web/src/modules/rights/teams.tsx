// Teams as a tree: who leads to whom decides what "my team" reaches.

import { IconDots, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { objectNamed } from '../../app/session';
import type { Item, LinkValue } from '../../app/types';
import { createRecord, fewQuery, problemText, saveRecord } from '../../record/store';
import { removeMany } from '../../record/bulk';
import { AskText } from '../../ui/ask-text';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { t } from '../../ui/language';
import { Menu } from '../../ui/menu';
import { sayProblem } from '../../ui/toast';
import './words';

const above = (team: Item) => (team.parent as LinkValue | null)?.id ?? null;

/** The teams in the order of the tree, with their depth. */
export function tree(teams: Item[], parent: string | null = null, depth = 0): { team: Item; depth: number }[] {
  const known = new Set(teams.map((team) => team.id));
  return teams
    .filter((team) => (known.has(above(team) ?? '') ? above(team) : null) === parent && depth < 20)
    .flatMap((team) => [{ team, depth }, ...tree(teams, team.id, depth + 1)]);
}

export function Teams() {
  const object = objectNamed('team')!;
  const { data } = useQuery(fewQuery('team', { sort: 'name', limit: 200 }));
  const users = useQuery(fewQuery('user', { sort: 'name', limit: 200 }));
  const [asked, setAsked] = useState<{ parent?: Item; rename?: Item } | null>(null);
  const teams = data?.items ?? [];
  const members = (team: Item) => (users.data?.items ?? []).filter((user) => (user.team as LinkValue | null)?.id === team.id);
  const save = async (name: string) => {
    if (asked?.rename) return void (await saveRecord(object, asked.rename, { name }));
    try {
      await createRecord(object, { name, ...(asked?.parent ? { parent: { id: asked.parent.id, title: asked.parent.title } } : {}) });
    } catch (error) {
      sayProblem(problemText(error));
    }
  };
  const move = (team: Item, value: string) => {
    const to = teams.find((other) => other.id === value.slice('under '.length));
    if (value === 'below') setAsked({ parent: team });
    else if (value === 'rename') setAsked({ rename: team });
    else if (value === 'delete') void removeMany(object, [team]);
    else void saveRecord(object, team, { parent: to ? { id: to.id, title: to.title } : null });
  };
  const optionsOf = (team: Item) => [
    { value: 'rename', label: t('rename') },
    { value: 'below', label: t('team.below') },
    { value: 'delete', label: t('delete') },
    ...(above(team) ? [{ value: 'under ', label: t('team.top'), group: t('team.move') }] : []),
    ...teams.filter((other) => other.id !== team.id && other.id !== above(team)).map((other) => ({ value: `under ${other.id}`, label: other.title, group: t('team.move') })),
  ];
  return (
    <section>
      <p className="hint">{t('team.text')}</p>
      <div className="team-tree">
        {tree(teams).map(({ team, depth }) => (
          <div key={team.id} className="home-line" style={{ paddingLeft: 8 + depth * 24 }}>
            <span className="row-title">{team.title}</span>
            <span className="role-people space">{members(team).map((user) => <Avatar key={user.id} name={user.title} size={22} />)}</span>
            <small>{t('rights.people', { n: members(team).length })}</small>
            {object.can.update && <Menu small label={`${t('more')}: ${team.title}`} icon={<IconDots size={16} />} align="end" options={optionsOf(team)} onPick={(value) => move(team, value)} />}
          </div>
        ))}
        {data && !teams.length && <p className="quiet">{t('team.none')}</p>}
      </div>
      {object.can.create && (
        <div className="row-actions">
          <Button look="outline" icon={<IconPlus size={16} />} onClick={() => setAsked({})}>{t('team.new')}</Button>
        </div>
      )}
      {asked && <AskText title={asked.rename ? t('rename') : t('team.new')} label={t('name')} value={asked.rename && String(asked.rename.name)} onClose={() => setAsked(null)} onSave={save} />}
    </section>
  );
}
