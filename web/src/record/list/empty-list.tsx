// A list without anything in it: what such records are for, and the way to the first one.

import { newLabel, placeIcon, placeLabel, type Place } from '../../app/places';
import { Empty } from '../../ui/empty';
import { NamedIcon } from '../../ui/icon';
import { t } from '../../ui/language';
import './words';

const told = ['people', 'companies', 'deal', 'activity', 'pull', 'ksef_connection', 'merge_rule', 'number_series', 'price_list', 'bank_statement', 'quote', 'order', 'invoice', 'claim', 'product', 'tag'] as const;

function text({ name: place, object }: Place): string {
  const known = told.find((name) => name === place || name === object.name);
  const first = object.can.create ? t(object.can.import ? 'list.emptyText' : 'list.emptyByHand') : '';
  return [known ? t(`empty.${known}`) : '', first].filter(Boolean).join(' ');
}

export function EmptyList({ place, onCreate }: { place: Place; onCreate: () => void }) {
  return (
    <Empty
      icon={<NamedIcon name={placeIcon(place)} size={26} />}
      title={t('list.empty', { what: placeLabel(place) })}
      text={text(place)}
      action={place.object.can.create ? t('new', { what: newLabel(place) }) : undefined}
      onAction={onCreate}
    />
  );
}
