// The saved views of a list as tabs: everything, mine, and what people saved; one of them may be where the list begins.
// On a phone they are one button that opens them all.

import { IconSelector, IconUsers, IconUsersGroup } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { inside, placeLabel, type Place } from '../../app/places';
import { t } from '../../ui/language';
import { Menu } from '../../ui/menu';
import { usePhone } from '../../ui/phone';
import { beginView, type ListState } from './list-state';

const ViewMenu = lazy(() => import('./view-menu').then((module) => ({ default: module.ViewMenu })));

const ShareIcon = ({ share }: { share: unknown }) => (share === 'team' ? <IconUsersGroup size={14} aria-hidden /> : share === 'all' ? <IconUsers size={14} aria-hidden /> : null);

export function ViewTabs({ place, state }: { place: Place; state: ListState }) {
  const hasOwner = place.object.fields.some((field) => field.name === 'owner');
  const chosen = state.view?.id;
  const bare = !chosen && !Object.keys(state.filter).length;
  const mine = !chosen && JSON.stringify(state.filter) === mineText;
  const show = (view: string | undefined) => state.change({ view, filter: undefined, sort: undefined, columns: undefined, group: undefined });
  const all = t('view.all', { what: inside(placeLabel(place)) });
  const showAll = () => show(beginView(place.name) ? 'none' : undefined);
  const showMine = () => state.change({ view: beginView(place.name) ? 'none' : undefined, filter: { owner: { in: ['me'] } }, group: undefined });
  if (usePhone()) {
    const now = mine ? 'mine' : (chosen ?? (bare ? 'all' : ''));
    const options = [{ value: 'all', label: all }, ...(hasOwner ? [{ value: 'mine', label: t('view.mine') }] : []), ...state.views.map(({ id, title }) => ({ value: id, label: title }))];
    return (
      <span className="tab-pair view-pick">
        <Menu label={t('views')} name={`${t('views')}: ${options.find(({ value }) => value === now)?.label ?? '–'}`} options={options} selected={[now]} onPick={(value) => (value === 'all' ? showAll() : value === 'mine' ? showMine() : show(value))}>
          <span className="cut">{options.find(({ value }) => value === now)?.label ?? t('views')}</span>
          <IconSelector size={15} aria-hidden />
        </Menu>
        {state.view && <Suspense><ViewMenu place={place} state={state} view={state.view} onGone={() => show(undefined)} /></Suspense>}
      </span>
    );
  }
  return (
    <div className="tabs" role="group" aria-label={t('views')}>
      <button type="button" aria-pressed={bare} onClick={showAll}>{all}</button>
      {hasOwner && <button type="button" aria-pressed={mine} onClick={showMine}>{t('view.mine')}</button>}
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
