import { expect, it } from 'vitest';
import type { Item, ObjectMeta } from '../app/types';
import { stepColors } from './steps';

const stage = { name: 'stage', retired: 'retired', fields: [{ name: 'pipeline', kind: 'link', required: true, label: {} }] } as unknown as ObjectMeta;
const step = (id: string, pipeline: string, outcome = 'open', retired = false): Item => ({ id, version: 1, title: id, pipeline: { id: pipeline, title: pipeline }, outcome, retired });

it('a step has the colour of its place in its own pipeline', () => {
  const colors = stepColors(stage, [step('a', 'sales'), step('b', 'service'), step('c', 'sales'), step('d', 'sales', 'won'), step('e', 'sales', 'lost'), step('f', 'service')]);
  expect(Object.fromEntries(colors)).toEqual({ a: 4, b: 4, c: 1, d: 3, e: 5, f: 1 });
});

it('a step shows the colour that was chosen for it', () => {
  const colors = stepColors(stage, [step('a', 'sales'), { ...step('b', 'sales'), color: 5 }, step('c', 'sales')]);
  expect(Object.fromEntries(colors)).toEqual({ a: 4, b: 5, c: 0 });
});

it('a retired step takes no colour from those that are offered', () => {
  const colors = stepColors(stage, [step('a', 'sales', 'open', true), step('b', 'sales'), step('c', 'sales')]);
  expect(colors.get('b')).toBe(4);
  expect(colors.get('c')).toBe(1);
});
