// The saved views of a list as tabs: everything, mine, and what people saved; one of them may be where the list begins.

import { IconChevronDown, IconHome, IconUsers, IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import { meta } from '../../app/session';
import { inside, placeLabel, type Place } from '../../app/places';
import type { Item } from '../../app/types';
import { AskText } from '../../ui/ask-text';
import { t } from '../../ui/language';
import { Menu } from '../../ui/menu';
import { say } from '../../ui/toast';
import { removeMany } from '../bulk';
import { saveRecord } from '../store';
import { beginView, setBeginView, type ListState } from './list-state';

const shares = ['mine', 'team', 'all'] as const;

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
          <button type="button" aria-pressed={chosen === view.id} onClick={() => show(view.id)}>
            <ShareIcon share={view.share} />
            {view.title}
          </button>
          {chosen === view.id && <ViewMenu place={place} state={state} view={view} onGone={() => show(undefined)} />}
        </span>
      ))}
    </div>
  );
}

function ViewMenu({ place, state, view, onGone }: { place: Place; state: ListState; view: Item; onGone: () => void }) {
  const [naming, setNaming] = useState(false);
  const object = meta().objects.find((one) => one.name === 'view');
  const begins = beginView(place.name) === view.id;
  const options = [
    { value: 'begin', label: begins ? t('view.beginNot') : t('view.begin'), mark: <IconHome size={15} aria-hidden /> },
    ...(object?.can.update
      ? [
          { value: 'update', label: t('view.update') },
          { value: 'rename', label: t('rights.rename') },
          ...shares.map((share) => ({ value: `share ${share}`, label: t(`view.share.${share}`), group: t('view.share') })),
        ]
      : []),
    ...(object?.can.delete ? [{ value: 'delete', label: t('view.delete', { name: view.title }), group: t('more') }] : []),
  ];
  const pick = (value: string) => {
    if (value === 'begin') {
      setBeginView(place.name, begins ? undefined : view.id);
      say(t(begins ? 'view.beginsNot' : 'view.begins', { name: view.title }));
    } else if (value === 'update') state.updateView();
    else if (value === 'rename') setNaming(true);
    else if (value === 'delete') void removeMany(object!, [view]).then((done) => done && onGone());
    else void saveRecord(object!, view, { share: value.slice('share '.length) });
  };
  return (
    <>
      <Menu small className="tab-more" label={`${t('more')}: ${view.title}`} icon={<IconChevronDown size={13} />} options={options} selected={[`share ${String(view.share)}`]} onPick={pick} />
      {naming && <AskText title={t('rights.rename')} label={t('view.name')} value={view.title} onClose={() => setNaming(false)} onSave={(name) => void saveRecord(object!, view, { name })} />}
    </>
  );
}

const mineText = JSON.stringify({ owner: { in: ['me'] } });
