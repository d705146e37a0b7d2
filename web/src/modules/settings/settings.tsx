// The settings: one's own, the company's, people and rights, objects and fields.

import { IconArrowLeft } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense, type ComponentType } from 'react';
import { useMeta } from '../../app/session';
import { NamedIcon } from '../../ui/icon';
import { label, t } from '../../ui/language';
import { useTitle } from '../../ui/title';
import { usePhone } from '../../ui/phone';
import { CompanySettings } from './company';
import { settingsPlaces, type SettingsPlace } from './places';
import { Profile } from './profile';
import { Sessions } from './sessions';
import { Tokens } from './tokens';
import './words';

const Objects = lazy(() => import('./objects').then((module) => ({ default: module.Objects })));
const Roles = lazy(() => import('../rights/roles').then((module) => ({ default: module.Roles })));
const People = lazy(() => import('../rights/people').then((module) => ({ default: module.People })));
const Bin = lazy(() => import('./bin').then((module) => ({ default: module.Bin })));
const Audit = lazy(() => import('./audit').then((module) => ({ default: module.Audit })));
const Languages = lazy(() => import('./languages').then((module) => ({ default: module.Languages })));
const Mail = lazy(() => import('./mail').then((module) => ({ default: module.Mail })));
const Imports = lazy(() => import('./imports').then((module) => ({ default: module.Imports })));
const About = lazy(() => import('./about').then((module) => ({ default: module.About })));
const Pipelines = lazy(() => import('./pipelines').then((module) => ({ default: module.Pipelines })));
const Teams = lazy(() => import('../rights/teams').then((module) => ({ default: module.Teams })));

const pages: Record<string, ComponentType> = {
  profile: Profile, sessions: Sessions, tokens: Tokens, company: CompanySettings, languages: Languages, mail: Mail, objects: Objects, pipelines: Pipelines, people: People, teams: Teams,
  roles: Roles, imports: Imports, bin: Bin, audit: Audit, about: About,
};
/** Those that take the whole width. */
const broad = ['roles', 'audit'];

const aboutPeople = ['user', 'team', 'role'];
const always = ['tag'];
const elsewhere = [...aboutPeople, 'pipeline', 'stage'];

export function Settings() {
  const { section } = useParams({ strict: false }) as { section?: string };
  const { objects } = useMeta();
  // On a phone there is one thing at a time: what can be set, or one section with the way back.
  const phone = usePhone();
  const alone = phone && section !== undefined;
  const all = settingsPlaces();
  const chosen = all.find(({ name }) => name === section) ?? all[0]!;
  useTitle(chosen.title);
  const Page = pages[chosen.name]!;
  const lists = objects.filter((object) => object.can.read && (object.menu?.group === 'settings' || always.includes(object.name)));
  const others = lists.filter((object) => !elsewhere.includes(object.name));
  const entry = ({ name, icon, title }: SettingsPlace) => (
    <Link key={name} to="/settings/{-$section}" params={{ section: name }} className="place" aria-current={name === chosen.name && !(phone && !section) ? 'page' : undefined}>
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
  return (
    <>
      <header className="title-bar">
        {alone && (
          <Link className="button plain icon-only" to="/settings/{-$section}" params={{ section: undefined }} aria-label={t('settings.back')} title={t('settings.back')}>
            <IconArrowLeft size={20} aria-hidden />
          </Link>
        )}
        <h1 className="cut">{alone ? chosen.title : t('settings')}</h1>
      </header>
      <div className="settings">
        {!alone && <nav aria-label={t('settings')}>
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
        </nav>}
        {(!phone || alone) && <div className="sheet">
          <div className={`sheet-inside${broad.includes(chosen.name) ? ' broad' : ''}`}>
            <h2 className={alone ? 'unseen' : undefined}>{chosen.title}</h2>
            <Suspense fallback={null}>
              <Page />
            </Suspense>
          </div>
        </div>}
      </div>
    </>
  );
}
