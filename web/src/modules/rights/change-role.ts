// Changes what a role gives, says what is given now, and takes exactly that back when asked.

import { objectNamed } from '../../app/session';
import type { Item } from '../../app/types';
import { held, saveRecord } from '../../record/store';
import { t } from '../../ui/language';
import { sayUndoable } from '../../ui/toast';
import { takenBack, type Grant } from './grants';
import { roleLabel } from './role-label';
import './words';

export const grantsOf = (role: Item) => (role.grants as Grant[] | null) ?? [];

const now = (role: Item) => held('role', role.id) ?? role;

type Change = (role: Item) => Record<string, unknown>;

/** Saves a change of a role; a right must not change without a word. `back` gives the values that undo it, from the role as it is by then. */
async function change(role: Item, values: Record<string, unknown>, given: string, back: Change) {
  const object = objectNamed('role')!;
  if (!(await saveRecord(object, role, values, { remember: false }))) return;
  sayUndoable(t('rights.now', { role: roleLabel(role.title), given }), () => void saveRecord(object, now(role), back(now(role)), { force: true, remember: false }));
}

export function changeGrants(role: Item, grants: Grant[], given: string) {
  const before = grantsOf(role);
  return change(role, { grants }, given, (later) => ({ grants: takenBack(before, grants, grantsOf(later)) }));
}

export function changeMay(role: Item, right: string, on: boolean) {
  const others = (of: Item) => ((of.may as string[] | null) ?? []).filter((one) => one !== right);
  const set = (of: Item, has: boolean) => ({ may: has ? [...others(of), right] : others(of) });
  return change(role, set(role, on), `${t(`may.${right}` as 'may.audit')}: ${t(on ? 'yes' : 'no')}`, (later) => set(later, !on));
}

export function changeFactor(role: Item, on: boolean) {
  return change(role, { second_factor: on }, `${t('factor')}: ${t(on ? 'yes' : 'no')}`, () => ({ second_factor: !on }));
}
