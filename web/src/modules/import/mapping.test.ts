import { expect, it } from 'vitest';
import { metaQuery, queries } from '../../app/session';
import type { Meta, ObjectMeta } from '../../app/types';
import { speak } from '../../ui/language';
import { en } from '../../ui/messages/en';
import { columnLabel, pathLabel, targets, type Preview } from './mapping';

const said = () => Promise.resolve(en);
await speak({ en: said, pl: said, mk: said });

const party = {
  name: 'party',
  fields: [
    { name: 'given_name', kind: 'text', label: { en: 'First name' } },
    { name: 'family_name', kind: 'text', label: { en: 'Last name' } },
    { name: 'address', kind: 'address', label: { en: 'Address' } },
    { name: 'external_id', kind: 'text', label: { en: 'External id' } },
  ],
} as unknown as ObjectMeta;

const address = { name: 'address', label: { en: 'Address' }, fields: [{ name: 'place', kind: 'address', label: { en: 'Address' } }] } as unknown as ObjectMeta;
queries.setQueryData(metaQuery.queryKey, { objects: [party, address] } as unknown as Meta);

it('columns of cards are said in words, those of a table as the file calls them', () => {
  const columns = { given_name: 'given_name', 'address.city': 'address.city' };
  const names = (reading: object) => Object.keys(columns).map((header) => columnLabel(party, header, { columns, reading }));
  expect(names({ format: 'vcard' })).toEqual(['First name', 'Address: City']);
  expect(names({ encoding: 'UTF-8', separator: ',' })).toEqual(['given_name', 'Address: City']);
  expect(columnLabel(party, 'address[2].place.street', { columns: {}, reading: { format: 'vcard' } })).toBe('Address (2): Street');
  expect(columnLabel(party, 'Miasto', { columns: { Miasto: 'address.city' } })).toBe('Miasto');
});

it('a full name is one of the places, called as the reader says it', () => {
  expect(targets(party, { details: [] } as unknown as Preview, { columns: {} })[0]).toEqual({ value: 'full_name', label: 'Full name' });
  expect(pathLabel(party, 'full_name.family_first')).toBe('Full name: family name first');
});

it('a column has each field once to choose from', () => {
  const values = targets(party, { details: [] } as unknown as Preview, { columns: {} }).map(({ value }) => value);
  expect(values.filter((value) => value === 'external_id')).toHaveLength(1);
  expect(new Set(values).size).toBe(values.length);
});
