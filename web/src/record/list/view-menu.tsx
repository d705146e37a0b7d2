// What can be done with a saved view: begin with it, keep changes in it, rename, share, delete.

import { IconChevronDown, IconHome } from '@tabler/icons-react';
import { useState } from 'react';
import { nameFieldOf } from '../../app/names';
import type { Place } from '../../app/places';
import { meta } from '../../app/session';
import type { Item } from '../../app/types';
import { AskText } from '../../ui/ask-text';
import { t } from '../../ui/language';
import { Menu } from '../../ui/menu';
import { say } from '../../ui/toast';
import { removeMany } from '../bulk';
import { saveRecord } from '../store';
import { beginView, setBeginView, type ListState } from './list-state';
import { copyText } from '../../ui/clipboard';

const shares = ['mine', 'team', 'all'] as const;

export function ViewMenu({ place, state, view, onGone }: { place: Place; state: ListState; view: Item; onGone: () => void }) {
  const [naming, setNaming] = useState(false);
  const object = meta().objects.find((one) => one.name === 'view');
  const begins = beginView(place.name) === view.id;
  const options = [
    { value: 'begin', label: begins ? t('view.beginNot') : t('view.begin'), mark: <IconHome size={15} aria-hidden /> },
    { value: 'copy', label: t('copyLink') },
    ...(object?.can.update
      ? [
          ...(state.changed ? [{ value: 'update', label: t('view.update') }] : []),
          { value: 'rename', label: t('rename') },
          ...shares.map((share) => ({ value: `share ${share}`, label: t(`view.share.${share}`), group: t('view.share') })),
        ]
      : []),
    ...(object?.can.delete ? [{ value: 'delete', label: t('view.delete', { name: view.title }), group: t('more') }] : []),
  ];
  const pick = (value: string) => {
    if (value === 'begin') {
      setBeginView(place.name, begins ? undefined : view.id);
      say(t(begins ? 'view.beginsNot' : 'view.begins', { name: view.title }));
    } else if (value === 'copy') void copyText(`${location.origin}/${place.name}?view=${encodeURIComponent(JSON.stringify(view.id))}`).then(() => say(t('copied')));
    else if (value === 'update') state.updateView();
    else if (value === 'rename') setNaming(true);
    else if (value === 'delete') void removeMany(object!, [view]).then((done) => done && onGone());
    else void saveRecord(object!, view, { share: value.slice('share '.length) });
  };
  return (
    <>
      <Menu small className="tab-more" label={`${t('more')}: ${view.title}`} icon={<IconChevronDown size={13} />} options={options} selected={[`share ${String(view.share)}`]} onPick={pick} />
      {naming && <AskText title={t('rename')} label={t('view.name')} value={view.title} onClose={() => setNaming(false)} onSave={(name) => void saveRecord(object!, view, { [nameFieldOf(view)]: name })} />}
    </>
  );
}
