// Sales analysis: what is shown, of which period and which deals, is the address.

import { Link, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { objectNamed } from '../../app/session';
import { Conditions } from '../../record/list/conditions';
import { canFilter } from '../../record/list/filter';
import '../../record/list/words';
import { label, t, type MessageKey } from '../../ui/language';
import { useTitle } from '../../ui/title';
import '../../app/styles/analysis.css';
import { comingPeriods } from './periods';
import { pastPeriods, useScope, type Scope } from './scope';
import './words';

// Each comes when it is looked at.
const parts = {
  won: lazy(() => import('./won-lost').then((module) => ({ default: module.WonLost }))),
  sales: lazy(() => import('./sales').then((module) => ({ default: module.Sales }))),
  targets: lazy(() => import('./targets').then((module) => ({ default: module.Targets }))),
  pipeline: lazy(() => import('./stages').then((module) => ({ default: module.Stages }))),
  forecast: lazy(() => import('./forecast').then((module) => ({ default: module.Forecast }))),
  changes: lazy(() => import('./changes').then((module) => ({ default: module.Changes }))),
};

/** The periods that make sense for a part; the first is meant where the address names none. */
const periodsOf = (part: Part): readonly string[] => (part === 'forecast' ? ['this_quarter', ...comingPeriods.filter((one) => one !== 'this_quarter')] : ['this_year', ...pastPeriods.filter((one) => one !== 'this_year'), 'all']);

type Part = keyof typeof parts;

export function AnalysisPage() {
  useTitle(t('analysis'));
  const { section } = useParams({ strict: false });
  const part: Part = section !== undefined && section in parts ? (section as Part) : 'won';
  const Shown = parts[part];
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }); // newer browsers answer it with a promise
  }, [part]);
  const periods = periodsOf(part);
  const scope = useScope(periods);
  const deal = objectNamed('deal');
  if (!deal?.can.read) return <p className="quiet">{t('lost')}</p>;
  return (
    <>
      <header className="title-bar">
        <h1 className="cut">{t('analysis')}</h1>
        <nav ref={nav} className="analysis-parts" aria-label={t('analysis.sections')}>
          {(Object.keys(parts) as Part[]).map((name) => (
            <Link key={name} to="/analysis/{-$section}" params={{ section: name }} search={(old) => ({ filter: old.filter, period: old.period })} aria-current={name === part ? 'page' : undefined}>{t(`analysis.${name}`)}</Link>
          ))}
        </nav>
      </header>
      {part !== 'targets' && <div className="tool-bar analysis-scope">
        {part !== 'changes' && <PeriodMenu scope={scope} periods={periods} />}
        <div className="chips" aria-label={label(deal.plural, 'deal')} role="group">
          <Conditions fields={deal.fields.filter((field) => canFilter(field) && field.name !== 'closed_on')} filter={scope.filter} onChange={(filter) => scope.change({ filter: Object.keys(filter).length ? filter : undefined })} />
        </div>
      </div>}
      <div className="sheet">
        <div className="analysis"><Suspense><Shown scope={scope} /></Suspense></div>
      </div>
    </>
  );
}

function PeriodMenu({ scope, periods }: { scope: Scope; periods: readonly string[] }) {
  return (
    <select className="short" aria-label={t('analysis.period')} value={scope.period} onChange={(event) => scope.change({ period: event.target.value === periods[0] ? undefined : event.target.value })}>
      {periods.map((period) => <option key={period} value={period}>{period === 'all' ? t('analysis.all') : t(`period.${period}` as MessageKey)}</option>)}
    </select>
  );
}
