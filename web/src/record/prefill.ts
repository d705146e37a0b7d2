// What a new record begins with although nobody has said it: whoever makes it owns it, and it stands at the first step.

import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { meta, objectNamed, offered } from '../app/session';
import type { Field, Item, LinkValue, ObjectMeta } from '../app/types';
import { scopeField } from './board/scope-field';
import { fewQuery } from './store';
import { fieldNamed } from './values';

type Values = Record<string, unknown>;

/** The defaults the server names, and the person as the owner. */
export function beginning(object: ObjectMeta, fields: Field[]): Values {
  const { id, name } = meta().me;
  const known = fields.filter((field) => field.default !== null && field.default !== undefined && field.default !== '').map((field) => [field.name, field.default]);
  const owner = fields.find((field) => field.name === 'owner' && object.grant.mine.includes('owner') && field.to?.[0] === 'user');
  return { ...Object.fromEntries(known), ...(owner ? { owner: { id, title: name } } : {}) };
}

/** The link whose records are the steps of a board, such as the stage of a deal, when it must be filled; and the link that groups them. */
function stepsOf(object: ObjectMeta): { step: Field; scope: Field | undefined } | undefined {
  const step = object.board ? fieldNamed(object.fields, object.board.field) : undefined;
  const target = step?.kind === 'link' && step.required ? objectNamed(step.to?.[0]) : undefined;
  return target && { step: step!, scope: scopeField(object, target) };
}

/** The fields with the one that groups the steps before them. */
export function inOrder(object: ObjectMeta, fields: Field[]): Field[] {
  const steps = stepsOf(object);
  const scope = fields.find(({ name }) => name === steps?.scope?.name);
  if (!scope) return fields;
  return fields.flatMap((field) => (field === scope ? [] : field.name === steps!.step.name ? [scope, field] : [field]));
}

const linkTo = (item: Item): LinkValue => ({ id: item.id, title: item.title });

/** Fills the usual pipeline and its first step, also when another pipeline is chosen. */
export function useFirstStep(object: ObjectMeta, values: Values, fill: (values: Values) => void) {
  const steps = stepsOf(object);
  const { scope, step } = steps ?? {};
  const chosen = scope && (values[scope.name] as LinkValue | null | undefined);
  const stands = step && (values[step.name] as LinkValue | null | undefined);
  const scopes = useQuery({ ...fewQuery(scope?.to?.[0] ?? '', { filter: offered(objectNamed(scope?.to?.[0])), limit: 50 }), enabled: scope !== undefined });
  const filter = { ...(scope && chosen ? { [scope.name]: chosen.id } : {}), ...offered(objectNamed(step?.to?.[0])) };
  const first = useQuery({ ...fewQuery(step?.to?.[0] ?? '', { filter, sort: 'position', limit: 50 }), enabled: step !== undefined && (!scope || Boolean(chosen)) });
  const usual = scopes.data?.items.find((item) => item.is_default === true) ?? scopes.data?.items[0];
  useEffect(() => {
    if (scope && !chosen && !stands && usual) fill({ [scope.name]: linkTo(usual) });
  });
  const known = first.data?.items;
  useEffect(() => {
    if (step && known?.length && !known.some(({ id }) => id === stands?.id)) fill({ [step.name]: linkTo(known[0]!) });
  });
}
