// What one sees first: what changed meanwhile, then the cards as the person arranged them.

import { IconLayoutDashboard } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useMeta, zone } from '../../app/session';
import { Button } from '../../ui/button';
import { inZone } from '../../ui/dates';
import { t } from '../../ui/language';
import { useTitle } from '../../ui/title';
import { SameHeight, Settled } from '../../ui/settled';
import { Away } from './away';
import { cards } from './cards';
import { FirstSteps } from './first-steps';
import { rowsOf, shownCards } from './rows';
import { useTasks } from './tasks';
import './words';

const ArrangeDialog = lazy(() => import('./arrange-dialog').then((module) => ({ default: module.ArrangeDialog })));

function greeting(name: string): string {
  const { hour } = inZone(new Date(), zone());
  return t(hour < 12 ? 'home.morning' : hour < 18 ? 'home.afternoon' : 'home.evening', { name });
}

export function Home() {
  useTitle(t('home'));
  const { me } = useMeta();
  const [arranging, setArranging] = useState(false);
  const tasks = useTasks();
  const first = (me.name || me.login).split(/[\s@]/)[0]!;
  const all = cards();
  return (
    <div className="home">
      <div className="home-inside">
        <div className="hello">
          <div>
            <h1>{greeting(first)}</h1>
            <p>{tasks.data ? t('home.youHave', { tasks: tasks.dueNow.length }) : '\u00a0'}</p>
          </div>
          <span className="space" />
          <Button small icon={<IconLayoutDashboard size={16} />} onClick={() => setArranging(true)}>{t('home.arrange')}</Button>
        </div>
        <Settled className="home-cards">
          <FirstSteps />
          <Away />
          {rowsOf(shownCards(me.home, all), all).map((columns) => (
            <div key={columns.flat().map(({ name }) => name).join(' ')} className={columns.length > 1 ? 'panels' : undefined}>
              {columns.map((column, index) => (
                <div key={index} className="panel-stack">
                  {column.map(({ name, Shown }) => <SameHeight key={name} name={name}><Shown /></SameHeight>)}
                </div>
              ))}
            </div>
          ))}
        </Settled>
      </div>
      {arranging && (
        <Suspense>
          <ArrangeDialog onClose={() => setArranging(false)} />
        </Suspense>
      )}
    </div>
  );
}
