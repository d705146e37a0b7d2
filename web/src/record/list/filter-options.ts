// What a condition can be about: the fields that can be compared, and groups of conditions.

import type { Field } from '../../app/types';
import { t } from '../../ui/language';
import type { Option } from '../../ui/options';
import { fieldLabel } from '../values';
import { canFilter } from './filter';

export type GroupKind = 'or' | 'not';

/** The value by which an option stands for a group; no field is called so. */
export const groupOf = (value: string): GroupKind | undefined => (value === ' or' ? 'or' : value === ' not' ? 'not' : undefined);

/** What every record has comes after what is the object's own. */
export const filterOptions = (fields: Field[], groups: GroupKind[] = ['or', 'not']): Option[] => [
  ...[...fields].sort((a, b) => Number(a.system ?? false) - Number(b.system ?? false)).filter(canFilter).map((field) => ({ value: field.name, label: fieldLabel(field) })),
  ...groups.map((group) => ({ value: ` ${group}`, label: t(group === 'or' ? 'filter.any' : 'filter.none'), group: t('filter.groups') })),
];
