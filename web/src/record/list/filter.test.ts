import { describe, expect, it } from 'vitest';
import type { Field } from '../../app/types';
import { conditionsOf, filterOf, joined, nextSort, operatorsOf, sortKey } from './filter';

const field = (name: string, kind: Field['kind']): Field => ({ name, kind, label: { en: name } });
const fields = [field('stage', 'link'), field('amount', 'money'), field('amount_base', 'money'), field('closes_on', 'day'), field('name', 'text')];

describe('filters', () => {
  it('go to the server and come back as the same conditions', () => {
    const conditions = [
      { field: 'stage', operator: 'in' as const, value: ['7', '8'] },
      { field: 'closes_on', operator: 'within' as const, value: 'next_30_days' },
      { field: 'name', operator: 'contains' as const, value: 'an' },
    ];
    expect(conditionsOf(filterOf(conditions, fields), fields)).toEqual({ conditions, rest: {} });
  });

  it('join two conditions on one field', () => {
    const filter = filterOf([{ field: 'closes_on', operator: 'gte', value: '2026-01-01' }, { field: 'closes_on', operator: 'lte', value: '2026-12-31' }], fields);
    expect(filter).toEqual({ closes_on: { gte: '2026-01-01', lte: '2026-12-31' } });
  });

  it("compare money in the company's currency, but ask the field itself whether it is empty", () => {
    expect(filterOf([{ field: 'amount', operator: 'gte', value: '1000' }], fields)).toEqual({ amount_base: { gte: '1000' } });
    expect(filterOf([{ field: 'amount', operator: 'is_null', value: true }], fields)).toEqual({ amount: { is_null: true } });
  });

  it('keep what cannot be shown as conditions', () => {
    const filter = { or: [{ name: 'a' }, { name: 'b' }], 'owner.team': '5', name: 'x' };
    expect(conditionsOf(filter, fields)).toEqual({
      conditions: [{ field: 'name', operator: 'eq', value: 'x' }],
      rest: { or: [{ name: 'a' }, { name: 'b' }], 'owner.team': '5' },
    });
  });

  it('never let a person leave the place they are in', () => {
    expect(joined({ kind: 'organization', name: 'x' }, { kind: 'person' })).toEqual({ kind: 'person', name: 'x' });
  });
});

describe('columns', () => {
  it('sort up, down, and as the list does', () => {
    expect(nextSort(undefined, 'name')).toBe('name');
    expect(nextSort('name', 'name')).toBe('-name');
    expect(nextSort('-name', 'name')).toBeUndefined();
  });

  it('sort money by its value in one currency', () => {
    expect(sortKey(fields[1]!)).toBe('amount_base');
    expect(sortKey(fields[2]!)).toBe('amount_base');
  });

  it('offer operators that the kind can answer', () => {
    expect(operatorsOf(field('x', 'yes_no'))).toEqual(['eq']);
    expect(operatorsOf(field('x', 'text'))[0]).toBe('contains');
  });
});
