import { describe, expect, it } from 'vitest';
import type { ObjectMeta } from '../../app/types';
import { definitionOf, leftOut, put, sectionsOf, step, type Section } from './arrangement';

const field = (name: string, more = {}) => ({ name, kind: 'text', label: {}, ...more });
const object = {
  fields: [field('name'), field('city'), field('note'), field('made', { system: true }), field('secret', { hidden: true })],
  form: ['name'],
  list: ['name', 'city'],
  lists: [{ name: 'people', list: ['name', 'note'] }],
  groups: [
    { name: 'about', label: { en: 'About' }, fields: ['name', 'city'] },
    { name: 'more', label: { en: 'More' }, fields: ['note', 'made'] },
  ],
} as unknown as ObjectMeta;

const two: Section[] = [{ name: 'a', fields: ['1', '2', '3'] }, { name: 'b', fields: ['4'] }];
const names = (sections: Section[]) => sections.map((section) => section.fields.join(''));

describe('an arrangement', () => {
  it('moves a field within its section and to another', () => {
    expect(names(put(two, '1', 0, 3))).toEqual(['231', '4']);
    expect(names(put(two, '3', 0, 0))).toEqual(['312', '4']);
    expect(names(put(two, '2', 1, 0))).toEqual(['13', '24']);
    expect(names(put(two, '2', null))).toEqual(['13', '4']);
  });

  it('goes a step at a time, over the end into the next section', () => {
    expect(names(step(two, '1', 1))).toEqual(['213', '4']);
    expect(names(step(two, '3', 1))).toEqual(['12', '34']);
    expect(names(step(two, '4', -1))).toEqual(['1234', '']);
    expect(names(step(two, '1', -1))).toEqual(['123', '4']);
    expect(names(step(two, '4', 1))).toEqual(['123', '4']);
  });

  it('begins with what is shown now and says what is left out', () => {
    const form = sectionsOf(object, 'form');
    expect(names(form)).toEqual(['name']);
    expect(leftOut(object, 'form', form)).toEqual(['city', 'note']);
    expect(names(sectionsOf(object, 'list.people'))).toEqual(['namenote']);
    expect(leftOut(object, 'list', sectionsOf(object, 'list'))).toEqual(['note', 'made']);
  });

  it('keeps on the page what came later, and hides what was taken out', () => {
    const stored = { groups: [{ name: 'more', fields: ['city'] }], hidden: ['made'] };
    const page = sectionsOf(object, 'record', stored);
    expect(page.map(({ name, fields }) => [name, ...fields])).toEqual([['more', 'city'], ['about', 'name'], ['more', 'note']]);
    expect(page[0]!.label).toEqual({ en: 'More' });
    expect(definitionOf(object, 'record', put(page, 'note', null))).toMatchObject({ hidden: ['note', 'made'] });
  });
});
