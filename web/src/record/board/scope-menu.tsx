// Which pipeline a board shows, when there are several.

import { IconChevronDown } from '@tabler/icons-react';
import type { Place } from '../../app/places';
import { placeLabel } from '../../app/places';
import { t } from '../../ui/language';
import { Menu } from '../../ui/menu';
import type { ListState } from '../list/list-state';
import { fieldNamed } from '../values';
import { useColumns } from './columns';

export function ScopeMenu({ place, state }: { place: Place; state: ListState }) {
  const field = fieldNamed(place.object.fields, place.object.board!.field)!;
  const { scope } = useColumns(place.object, field, state.search.scope);
  if (!scope || scope.options.length < 2) return null;
  return (
    <Menu
      label={t('show.how')}
      options={scope.options.map((item) => ({ value: item.id, label: item.title }))}
      selected={scope.chosen ? [scope.chosen.id] : []}
      onPick={(id) => state.change({ scope: id })}
    >
      {scope.chosen?.title ?? placeLabel(place)}
      <IconChevronDown size={15} aria-hidden />
    </Menu>
  );
}
