import { expect, it } from 'vitest';
import type { ObjectMeta } from '../../app/types';
import type { Mapping } from './mapping';
import { asFile, meaning, unknownValues } from './told';

const deal = { name: 'deal', fields: [{ name: 'product', kind: 'link', to: ['product'], label: {} }, { name: 'outcome', kind: 'choice', label: {} }, { name: 'amount', kind: 'money', label: {} }] } as unknown as ObjectMeta;
const mapping: Mapping = { columns: { result: 'outcome', item: { field: 'product', by: 'name' }, value: 'amount', note: null } };

it('what is asked after are values of columns that still lead to choices and links', () => {
  const told = [{ column: 'result', value: 'maybe', rows: 1 }, { column: 'item', value: 'MG', rows: 2 }, { column: 'value', value: 'much', rows: 3 }, { column: 'note', value: 'x', rows: 4 }];
  const asked = (columns: Mapping['columns']) => unknownValues(deal, { columns: { ...mapping.columns, ...columns } }, told).map(({ column, value, rows, field }) => [column, value, rows, field.name]);
  expect(asked({})).toEqual([
    ['result', 'maybe', 1, 'outcome'],
    ['item', 'MG', 2, 'product'],
  ]);
  expect(asked({ item: null })).toEqual([['result', 'maybe', 1, 'outcome']]);
});

it('what a value means is said beside what was said before, and taken back', () => {
  const said = meaning(meaning(mapping, 'item', 'GTXPro', 'GTX Pro'), 'item', 'MG', null);
  expect(said.columns.item).toEqual({ field: 'product', by: 'name', values: { GTXPro: 'GTX Pro', MG: null } });
  expect(meaning(meaning(said, 'item', 'MG', undefined), 'item', 'GTXPro', undefined)).toEqual(mapping);
  expect(meaning(mapping, 'result', 'maybe', 'open').columns.result).toEqual({ field: 'outcome', values: { maybe: 'open' } });
});

it('mended rows are a file with all its columns, whatever stands in the cells', () => {
  expect(asFile(['name', 'note'], [['Zorza; "A"', 'a\nb', ''], ['x']])).toBe('"name","note"\r\n"Zorza; ""A""","a\nb"\r\n"x",""\r\n');
  expect(asFile(['name'], [['a', 'b']])).toBe('"name"\r\n"a","b"\r\n');
});
