import { expect, it } from 'vitest';
import { inReadersLanguage, learnNames } from './names';
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

it('what is no record is left as it is', () => {
  known('mk');
  expect([null, 'Понуда', 7, [], { id: 7, title: 'x' }].map((value) => inReadersLanguage(value))).toEqual([null, 'Понуда', 7, [], { id: 7, title: 'x' }]);
});
