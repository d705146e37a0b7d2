import { expect, it } from 'vitest';
import type { ObjectMeta } from '../../app/types';
import type { Mapping } from './mapping';
import { asFile, meaning, unknownValues, type ToldRow } from './told';

const deal = { name: 'deal', fields: [{ name: 'product', kind: 'link', to: ['product'], label: {} }, { name: 'outcome', kind: 'choice', label: {} }, { name: 'amount', kind: 'money', label: {} }] } as unknown as ObjectMeta;
const mapping: Mapping = { columns: { result: 'outcome', item: { field: 'product', by: 'name' }, value: 'amount', note: null } };
const told = (row: number, column: string, value: string): ToldRow => ({ row, problems: [{ column, value, message: 'It is not known.' }] });

it('what is asked after are values of choices and links, each once, the frequent ones first', () => {
  const unknown = unknownValues(deal, mapping, [told(1, 'item', 'GTXPro'), told(2, 'item', 'MG'), told(3, 'item', 'MG'), told(4, 'value', 'much'), told(5, 'result', 'maybe'), told(6, 'note', 'x'), told(7, 'item', ' ')]);
  expect(unknown.map(({ column, value, rows }) => [column, value, rows])).toEqual([
    ['result', 'maybe', 1],
    ['item', 'MG', 2],
    ['item', 'GTXPro', 1],
  ]);
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
