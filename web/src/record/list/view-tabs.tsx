// The saved views of a list as tabs: everything, mine, and what people saved.

import { IconX } from '@tabler/icons-react';
import { meta } from '../../app/session';
import { inside, placeLabel, type Place } from '../../app/places';
import type { Item } from '../../app/types';
import { t } from '../../ui/language';
import { removeRecords } from '../store';
import type { ListState } from './list-state';

export function ViewTabs({ place, state }: { place: Place; state: ListState }) {
  const hasOwner = place.object.fields.some((field) => field.name === 'owner');
  const bare = !state.search.view && !Object.keys(state.filter).length;
  const mine = !state.search.view && JSON.stringify(state.filter) === mineText;
  const viewObject = meta().objects.find((object) => object.name === 'view');
  const show = (view: string | undefined) => state.change({ view, filter: undefined, sort: undefined, columns: undefined });
  const removeView = async (view: Item) => {
    if (viewObject && (await removeRecords(viewObject, [view]))) show(undefined);
  };
  return (
    <div className="tabs" role="group" aria-label={t('views')}>
      <button type="button" aria-pressed={bare} onClick={() => show(undefined)}>
        {t('view.all', { what: inside(placeLabel(place)) })}
      </button>
      {hasOwner && (
        <button type="button" aria-pressed={mine} onClick={() => state.change({ view: undefined, filter: { owner: { in: ['me'] } } })}>
          {t('view.mine')}
        </button>
      )}
      {state.views.map((view) => (
        <span key={view.id} className="tab-pair">
          <button type="button" aria-pressed={state.search.view === view.id} onClick={() => show(view.id)}>
            {view.title}
          </button>
          {state.search.view === view.id && viewObject?.can.delete && (
            <button type="button" className="tab-close" aria-label={t('view.delete', { name: view.title })} onClick={() => void removeView(view)}>
              <IconX size={13} aria-hidden />
            </button>
          )}
        </span>
      ))}
    </div>
  );
}

const mineText = JSON.stringify({ owner: { in: ['me'] } });
