// What one person may do, by which role, how much of each list they see, and why they see a record.

import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { get } from '../../app/api';
import { useMeta } from '../../app/session';
import type { Item, LinkValue, ObjectMeta, Page } from '../../app/types';
import { fewQuery } from '../../record/store';
import { Avatar } from '../../ui/avatar';
import { Button } from '../../ui/button';
import { formatNumber } from '../../ui/format';
import { NamedIcon } from '../../ui/icon';
import { label, language, t } from '../../ui/language';
import { acts, filterForAll, grantOf, together, type Grant, type Person } from './grants';
import { groupName, LevelMark, objectGroups } from './matrix';
import { roleLabel } from './role-label';
import { grantsOf } from './change-role';
import { useRoles } from './roles';
import { Why } from './why';
import './words';

export interface Held {
  person: Person;
  name: string;
  roles: { name: string; grants: Grant[] }[];
  /** An administrator may do everything. */
  everything: boolean;
  teams: { id: string; parent: string | null }[];
}

export function PersonRights({ user, onBack }: { user: Item; onBack: () => void }) {
  const { objects } = useMeta();
  const roles = useRoles();
  const teams = useQuery(fewQuery('team', { limit: 200 }));
  const links = (user.roles as LinkValue[] | null) ?? [];
  const own = (roles.data?.items ?? []).filter((role) => links.some((link) => link.id === role.id));
  const held: Held = {
    person: { id: user.id, team: (user.team as LinkValue | null)?.id ?? null },
    name: user.title,
    roles: own.map((role) => ({ name: role.title, grants: grantsOf(role) })),
    everything: own.some((role) => role.built_in === true && role.title === 'administrator'),
    teams: (teams.data?.items ?? []).map((team) => ({ id: team.id, parent: (team.parent as LinkValue | null)?.id ?? null })),
  };
  return (
    <section>
      <header className="role-head">
        <Button small icon={<IconArrowLeft size={16} />} name={t('people.back')} onClick={onBack} />
        <Avatar name={user.title} size={28} />
        <h3>{user.title}</h3>
        <span className="role-people">
          {links.map((link) => (
            <Link key={link.id} to="/settings/{-$section}" params={{ section: 'roles' }} search={{ role: link.id } as never} className="tag linked">{roleLabel(link.title)}</Link>
          ))}
        </span>
      </header>
      <p className="hint">{t('why.text', { name: user.title })}</p>
      {roles.data && <Why held={held} />}
      <h4 className="section-head">{t('rights.may', { name: user.title })}</h4>
      {held.everything && <p className="hint">{t('rights.administrator')}</p>}
      {roles.data && teams.data && !held.everything && (
        <div className="table-scroll">
          <table className="matrix">
            <thead>
              <tr>
                <th scope="col">{t('rights.object')}</th>
                {acts.map((act) => <th key={act} scope="col">{t(`act.${act}`)}</th>)}
                <th scope="col" className="right">{t('rights.sees')}</th>
              </tr>
            </thead>
            {objectGroups(objects).map(([group, some]) => (
              <tbody key={group}>
                <tr className="matrix-group"><th colSpan={acts.length + 2} scope="colgroup">{groupName(group)}</th></tr>
                {some.map((object) => <ObjectLine key={object.name} object={object} held={held} />)}
              </tbody>
            ))}
          </table>
        </div>
      )}
    </section>
  );
}

function ObjectLine({ object, held }: { object: ObjectMeta; held: Held }) {
  return (
    <tr>
      <th scope="row"><span className="matrix-object plain"><NamedIcon name={object.icon} size={16} /><span className="cut">{label(object.plural, object.name)}</span></span></th>
      {acts.map((act) => {
        const { level, sources } = together(held.roles, object.name, act);
        const common = act === 'read' && object.setting && level === 'none';
        const by = common ? t('why.setting') : sources.map(({ role }) => roleLabel(role)).join(', ');
        return (
          <td key={act}>
            <span className={`matrix-cell still ${common ? 'all' : level}`} title={by}>
              <LevelMark level={common ? 'all' : level} />
              {by && level !== 'none' && held.roles.length > 1 && <small>{by}</small>}
            </span>
          </td>
        );
      })}
      <td className="right number"><Sees object={object} held={held} /></td>
    </tr>
  );
}

/** How many of the records they see, as a link to that list. */
function Sees({ object, held }: { object: ObjectMeta; held: Held }) {
  const given = held.roles.map((role) => grantOf(role.grants, object.name).read);
  const filter = object.setting ? {} : filterForAll(object, given, held.person, held.teams);
  const asked = filter !== null && !object.grant.follows;
  const count = (wanted: object) => get<Page>(object.name, { filter: JSON.stringify(wanted), limit: 1, count: 'capped' }).then((page) => page.count);
  const seen = useQuery({ queryKey: ['count', object.name, 'sees', filter], queryFn: () => count(filter ?? {}), enabled: asked });
  const all = useQuery({ queryKey: ['count', object.name, 'all'], queryFn: () => count({}), enabled: asked });
  if (object.grant.follows) return <span className="faint">{t('rights.followsShort')}</span>;
  if (!asked) return <span className="faint">{t('level.none')}</span>;
  const write = (value: Page['count']) => (value ? formatNumber(value.value, language()) + (value.exact ? '' : '+') : '…');
  return (
    <Link className="linked" to="/$place" params={{ place: object.name }} search={Object.keys(filter).length ? { filter } : {}}>
      {t('rights.ofAll', { seen: write(seen.data), all: write(all.data) })}
    </Link>
  );
}
