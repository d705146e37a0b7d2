// How fields are arranged in a list, a form or on a page: sections of names, and what is left out.

import type { Field, Label, ObjectMeta } from '../../app/types';

export interface Section {
  name: string;
  label?: Label;
  fields: string[];
}

export type Definition = { fields: string[] } | { groups: Section[]; hidden: string[] };

/** Which fields can be arranged in a part. */
export function arrangeable(object: ObjectMeta, part: string): Field[] {
  const shown = object.fields.filter((field) => !field.hidden && field.kind !== 'json' && !field.name.endsWith('_base'));
  return part === 'form' ? shown.filter((field) => !field.system && field.writable !== false && !field.read_only) : shown;
}

/** The sections of a part as they are now. */
export function sectionsOf(object: ObjectMeta, part: string, stored?: Definition): Section[] {
  if (part === 'record') {
    const groups = stored && 'groups' in stored ? stored.groups : object.groups;
    const sections = groups.map(({ name, label, fields }) => ({ name, label: label ?? object.groups.find((group) => group.name === name)?.label, fields }));
    if (!stored || !('groups' in stored)) return sections;
    // What came later stands where the page shows it: behind all others.
    const placed = new Set([...sections.flatMap((section) => section.fields), ...stored.hidden]);
    const later = object.groups.map((group) => ({ ...group, fields: group.fields.filter((name) => !placed.has(name)) })).filter((group) => group.fields.length);
    return [...sections, ...later];
  }
  const named = object.lists.find((list) => part === `list.${list.name}`)?.list;
  const fields = stored && 'fields' in stored ? stored.fields : part === 'form' ? object.form : (named ?? object.list);
  return [{ name: '', fields }];
}

/** What is not in any section, in the order of the object. */
export function leftOut(object: ObjectMeta, part: string, sections: Section[]): string[] {
  const placed = new Set(sections.flatMap((section) => section.fields));
  return arrangeable(object, part).map((field) => field.name).filter((name) => !placed.has(name));
}

/** The sections with a field put at a place of one of them; out of all when there is no section. */
export function put(sections: Section[], field: string, to: number | null, at = 0): Section[] {
  return sections.map((section, index) => {
    const before = section.fields.indexOf(field);
    const rest = section.fields.filter((name) => name !== field);
    if (index !== to) return { ...section, fields: rest };
    const place = Math.max(0, Math.min(rest.length, before >= 0 && before < at ? at - 1 : at));
    return { ...section, fields: [...rest.slice(0, place), field, ...rest.slice(place)] };
  });
}

/** The sections with a field one place earlier or later, into the next section at an end. */
export function step(sections: Section[], field: string, by: 1 | -1): Section[] {
  const here = sections.findIndex((section) => section.fields.includes(field));
  const at = sections[here]?.fields.indexOf(field) ?? -1;
  if (at < 0) return sections;
  const inside = at + by >= 0 && at + by < sections[here]!.fields.length;
  if (inside) return put(sections, field, here, by > 0 ? at + 2 : at - 1);
  const other = sections[here + by];
  return other ? put(sections, field, here + by, by > 0 ? 0 : other.fields.length) : sections;
}

export function definitionOf(object: ObjectMeta, part: string, sections: Section[]): Definition {
  if (part !== 'record') return { fields: sections.flatMap((section) => section.fields) };
  return { groups: sections.filter((section) => section.fields.length), hidden: leftOut(object, part, sections) };
}
