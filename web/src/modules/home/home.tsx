// What one sees first: the figures, what is due, the open deals, what happened lately.

import { meta, objectNamed, zone } from '../../app/session';
import { inZone } from '../../ui/dates';
import { t } from '../../ui/language';
import { Deals } from './deals';
import { Figures } from './figures';
import { FirstSteps } from './first-steps';
import { Recent } from './recent';
import { Tasks, useTasks } from './tasks';
import './words';

function greeting(name: string): string {
  const { hour } = inZone(new Date(), zone());
  return t(hour < 12 ? 'home.morning' : hour < 18 ? 'home.afternoon' : 'home.evening', { name });
}

export function Home() {
  const { me } = meta();
  const tasks = useTasks();
  const first = (me.name || me.login).split(/[\s@]/)[0]!;
  const sells = Boolean(objectNamed('deal')?.can.read);
  return (
    <div className="home">
      <div className="home-inside">
        <div className="hello">
          <h1>{greeting(first)}</h1>
          <p>{tasks.data ? t('home.youHave', { tasks: tasks.dueNow.length }) : '\u00a0'}</p>
        </div>
        <FirstSteps />
        {sells && <Figures />}
        <div className="panels">
          <div className="panel-stack">
            {tasks.known && <Tasks tasks={tasks} />}
            {sells && <Deals />}
          </div>
          <Recent />
        </div>
      </div>
    </div>
  );
}
