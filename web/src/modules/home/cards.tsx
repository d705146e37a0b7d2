// The cards of the first page: what there is, what is shown, in which order.

import { lazy, Suspense, type ComponentType } from 'react';
import { changeMe, meta, metaQuery, objectNamed, queries } from '../../app/session';
import type { Meta } from '../../app/types';
import { t, type MessageKey } from '../../ui/language';
import { Deals } from './deals';
import { Figures } from './figures';
import { Recent } from './recent';
import type { Card } from './rows';
import { Stalled } from './stalled';
import { MyTasks } from './tasks';
import { Today } from './today';
import { Waiting } from './waiting';
import './words';

const Targets = lazy(() => import('../analysis/target-card').then((module) => ({ default: module.TargetCard })));
const Forecast = lazy(() => import('../analysis/forecast-card').then((module) => ({ default: module.ForecastCard })));

const AsTargets = () => <Suspense><Targets /></Suspense>;
const AsForecast = () => <Suspense><Forecast /></Suspense>;

const card = (name: string, key: MessageKey, Shown: ComponentType, wide = false): Card => ({ name, title: () => t(key), Shown, wide });

/** The cards this person can have, in the order of a page nobody arranged. */
export function cards(): Card[] {
  const sells = Boolean(objectNamed('deal')?.can.read);
  const acts = Boolean(objectNamed('activity')?.can.read);
  return [
    ...(sells ? [card('figures', 'home.figures', Figures, true)] : []),
    ...(acts ? [card('tasks', 'tasks.mine', MyTasks)] : []),
    ...(sells ? [card('deals', 'home.pipeline', Deals)] : []),
    ...(acts ? [card('today', 'home.calendar', Today), card('waiting', 'home.waiting', Waiting), card('recent', 'home.recent', Recent)] : []),
    ...(sells ? [card('stalled', 'home.stalled', Stalled)] : []),
    ...(objectNamed('target')?.can.read ? [card('targets', 'home.targets', AsTargets)] : []),
    ...(sells ? [card('forecast', 'home.forecast', AsForecast)] : []),
  ];
}

/** Keeps the order; null is the page as nobody arranged it. */
export async function keepCards(home: string[] | null) {
  queries.setQueryData<Meta>(metaQuery.queryKey, (old) => old && { ...old, me: { ...old.me, home } });
  await changeMe({ home });
}

export const keptCards = () => meta().me.home;
