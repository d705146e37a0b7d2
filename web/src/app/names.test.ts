import { expect, it } from 'vitest';
import { inReadersLanguage, learnNames, nameFieldOf } from './names';
import type { Meta } from './types';

const known = (company: string) => learnNames({ names: { '7': { en: 'Offer', pl: 'Oferta' }, '8': { pl: 'Nowa' } }, company: { language: company } } as unknown as Meta);
const answer = () => ({ items: [{ id: '1', title: 'Coffee', stage: { id: '7', title: 'Понуда' } }], groups: [{ group: { stage: { id: '8', title: 'Нова' } } }, null] });

it('what has a name in the reader’s language is called by it wherever it stands', () => {
  known('mk');
  const read = inReadersLanguage(answer());
  expect(read.items[0]).toEqual({ id: '1', title: 'Coffee', stage: { id: '7', title: 'Offer' } });
  expect(read.groups[0]!.group.stage.title).toBe('Нова'); // nobody said it in English
});

it('who reads in the company’s language reads the name itself', () => {
  known('en');
  expect(inReadersLanguage(answer())).toEqual(answer());
});

it('what brings its own names with it is called by them, and renamed in that language', () => {
  known('pl');
  const [view] = inReadersLanguage([{ id: '9', title: 'Utknęły', name_en: 'Stalled', name_mk: null }]);
  expect(view!.title).toBe('Stalled');
  expect(nameFieldOf(view!)).toBe('name_en');
  known('mk');
  expect(nameFieldOf({ name_en: null })).toBe('name');
  known('en');
  expect(nameFieldOf({ name_en: 'Stalled' })).toBe('name');
});

it('what is no record is left as it is', () => {
  known('mk');
  expect([null, 'Понуда', 7, [], { id: 7, title: 'x' }].map((value) => inReadersLanguage(value))).toEqual([null, 'Понуда', 7, [], { id: 7, title: 'x' }]);
});
