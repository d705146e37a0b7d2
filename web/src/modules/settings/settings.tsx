// The settings: one's own, the company's, people and rights, objects and fields.

import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, type ComponentType } from 'react';
import { may, objectNamed, useMeta } from '../../app/session';
import { NamedIcon } from '../../ui/icon';
import { label, t } from '../../ui/language';
import { CompanySettings } from './company';
import { Profile } from './profile';
import { Sessions } from './sessions';
import { Tokens } from './tokens';
import './words';

const Objects = lazy(() => import('./objects').then((module) => ({ default: module.Objects })));
const Roles = lazy(() => import('../rights/roles').then((module) => ({ default: module.Roles })));
const People = lazy(() => import('../rights/people').then((module) => ({ default: module.People })));
const Bin = lazy(() => import('./bin').then((module) => ({ default: module.Bin })));
const Audit = lazy(() => import('./audit').then((module) => ({ default: module.Audit })));
const Imports = lazy(() => import('./imports').then((module) => ({ default: module.Imports })));
const About = lazy(() => import('./about').then((module) => ({ default: module.About })));
const Pipelines = lazy(() => import('./pipelines').then((module) => ({ default: module.Pipelines })));
const Teams = lazy(() => import('../rights/teams').then((module) => ({ default: module.Teams })));

interface Section {
  group: 'account' | 'company' | 'people' | 'data';
  name: string;
  icon: string;
  title: string;
  Page: ComponentType;
  /** Takes the whole width. */
  broad?: boolean;
}

function sections(): Section[] {
  return [
    { group: 'account', name: 'profile', icon: 'user', title: t('profile'), Page: Profile },
    { group: 'account', name: 'sessions', icon: 'activity', title: t('settings.sessions'), Page: Sessions },
    { group: 'account', name: 'tokens', icon: 'link', title: t('settings.tokens'), Page: Tokens },
    { group: 'company', name: 'company', icon: 'building', title: t('settings.company'), Page: CompanySettings },
    ...(may('shape') ? [{ group: 'company' as const, name: 'objects', icon: 'box', title: t('settings.objects'), Page: Objects }] : []),
    ...(objectNamed('pipeline')?.can.read ? [{ group: 'company' as const, name: 'pipelines', icon: 'stairs', title: t('settings.pipelines'), Page: Pipelines }] : []),
    { group: 'people', name: 'people', icon: 'users', title: t('settings.persons'), Page: People },
    { group: 'people', name: 'teams', icon: 'users-group', title: t('settings.teams'), Page: Teams },
    ...(may('users') ? [{ group: 'people' as const, name: 'roles', icon: 'shield', title: t('settings.roles'), Page: Roles, broad: true }] : []),
    ...(may('import') ? [{ group: 'data' as const, name: 'imports', icon: 'upload', title: t('settings.imports'), Page: Imports }] : []),
    { group: 'data', name: 'bin', icon: 'archive', title: t('settings.bin'), Page: Bin },
    ...(may('audit') ? [{ group: 'data' as const, name: 'audit', icon: 'list', title: t('settings.audit'), Page: Audit, broad: true }] : []),
    { group: 'data', name: 'about', icon: 'note', title: t('settings.about'), Page: About },
  ];
}

const aboutPeople = ['user', 'team', 'role'];
const always = ['tag'];
const elsewhere = [...aboutPeople, 'pipeline', 'stage'];

export function Settings() {
  const { section } = useParams({ strict: false }) as { section?: string };
  const { objects } = useMeta();
  const all = sections();
  const chosen = all.find(({ name }) => name === section) ?? all[0]!;
  const lists = objects.filter((object) => object.can.read && (object.menu?.group === 'settings' || always.includes(object.name)));
  const others = lists.filter((object) => !elsewhere.includes(object.name));
  const entry = ({ name, icon, title }: Section) => (
    <Link key={name} to="/settings/{-$section}" params={{ section: name }} className="place" aria-current={name === chosen.name ? 'page' : undefined}>
      <NamedIcon name={icon} />
      <span className="cut">{title}</span>
    </Link>
  );
  const listEntries = (some: typeof lists) =>
    some.map((object) => (
      <Link key={object.name} to="/$place" params={{ place: object.name }} className="place">
        <NamedIcon name={object.icon} />
        <span className="cut">{label(object.plural, object.name)}</span>
      </Link>
    ));
  // On a phone the sections lie side by side: the one shown is brought into sight.
  const sectionsAt = useRef<HTMLElement>(null);
  useEffect(() => {
    const at = sectionsAt.current?.querySelector<HTMLElement>('[aria-current=page]');
    if (at) sectionsAt.current!.scrollLeft = at.offsetLeft - 40;
  }, [chosen.name]);
  return (
    <>
      <header className="title-bar">
        <h1>{t('settings')}</h1>
      </header>
      <div className="settings">
        <nav ref={sectionsAt} aria-label={t('settings')}>
          <h2 className="section-head">{t('settings.account')}</h2>
          {all.filter(({ group }) => group === 'account').map(entry)}
          <h2 className="section-head">{t('settings.company')}</h2>
          {all.filter(({ group }) => group === 'company').map(entry)}
          <h2 className="section-head">{t('settings.people')}</h2>
          {all.filter(({ group }) => group === 'people').map(entry)}
          <h2 className="section-head">{t('settings.data')}</h2>
          {all.filter(({ group }) => group === 'data').map(entry)}
          {others.length > 0 && <h2 className="section-head">{t('settings.sales')}</h2>}
          {listEntries(others)}
        </nav>
        <div className="sheet">
          <div className={`sheet-inside${chosen.broad ? ' broad' : ''}`}>
            <h2>{chosen.title}</h2>
            <Suspense fallback={null}>
              <chosen.Page />
            </Suspense>
          </div>
        </div>
      </div>
    </>
  );
}
