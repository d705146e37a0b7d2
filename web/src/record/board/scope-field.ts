import type { Field, ObjectMeta } from '../../app/types';

/** The link that columns share with cards, so that a board shows one pipeline at a time. */
export function scopeField(object: ObjectMeta, columns: ObjectMeta | undefined): Field | undefined {
  return columns?.fields.find(
    (field) => field.kind === 'link' && !field.system && object.fields.some((other) => other.name === field.name && other.kind === 'link' && other.to?.[0] === field.to?.[0]),
  );
}
