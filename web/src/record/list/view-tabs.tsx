// The saved views of a list as tabs: everything, mine, and what people saved; one of them may be where the list begins.

import { IconUsers, IconUsersGroup } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { inside, placeLabel, type Place } from '../../app/places';
import { t } from '../../ui/language';
import { beginView, type ListState } from './list-state';

const ViewMenu = lazy(() => import('./view-menu').then((module) => ({ default: module.ViewMenu })));

const ShareIcon = ({ share }: { share: unknown }) => (share === 'team' ? <IconUsersGroup size={14} aria-hidden /> : share === 'all' ? <IconUsers size={14} aria-hidden /> : null);

export function ViewTabs({ place, state }: { place: Place; state: ListState }) {
  const hasOwner = place.object.fields.some((field) => field.name === 'owner');
  const chosen = state.view?.id;
  const bare = !chosen && !Object.keys(state.filter).length;
  const mine = !chosen && JSON.stringify(state.filter) === mineText;
  const show = (view: string | undefined) => state.change({ view, filter: undefined, sort: undefined, columns: undefined, group: undefined });
  return (
    <div className="tabs" role="group" aria-label={t('views')}>
      <button type="button" aria-pressed={bare} onClick={() => show(beginView(place.name) ? 'none' : undefined)}>
        {t('view.all', { what: inside(placeLabel(place)) })}
      </button>
      {hasOwner && (
        <button type="button" aria-pressed={mine} onClick={() => state.change({ view: beginView(place.name) ? 'none' : undefined, filter: { owner: { in: ['me'] } }, group: undefined })}>
          {t('view.mine')}
        </button>
      )}
      {state.views.map((view) => (
        <span key={view.id} className="tab-pair" data-on={chosen === view.id}>
          <button type="button" aria-pressed={chosen === view.id} title={view.title} onClick={() => show(view.id)}>
            <ShareIcon share={view.share} />
            <span className="cut">{view.title}</span>
          </button>
          {chosen === view.id && (
            <Suspense>
              <ViewMenu place={place} state={state} view={view} onGone={() => show(undefined)} />
            </Suspense>
          )}
        </span>
      ))}
    </div>
  );
}

const mineText = JSON.stringify({ owner: { in: ['me'] } });
