// The steps that a record goes through (the stages of deals): their colours, the same on the board, in lists and on pages.

import type { Item, LinkValue, ObjectMeta } from '../app/types';
import { fewQuery } from './store';

const openColors = [4, 1, 0, 2];

/** Its own, or that of its place among those it stands with, in their order. */
export function stepColor(step: Item, index: number): number {
  if (typeof step.color === 'number') return step.color;
  if (step.outcome === 'won') return 3;
  if (step.outcome === 'lost') return 5;
  return openColors[Math.min(index, openColors.length - 1)]!;
}

/** All of them in their order; one query for the whole page. */
export const stepsQuery = (object: string) => fewQuery(object, { sort: 'position', limit: 200 });

/** The colour of each step, counted within what it belongs to: its pipeline. What is retired stands outside of the count. */
export function stepColors(object: ObjectMeta, steps: Item[]): Map<string, number> {
  const whole = object.fields.find((field) => field.kind === 'link' && field.required)?.name ?? '';
  const seen = new Map<string | undefined, number>();
  return new Map(
    steps.map((step) => {
      const of = (step[whole] as LinkValue | null | undefined)?.id;
      const index = seen.get(of) ?? 0;
      if (!object.retired || step[object.retired] !== true) seen.set(of, index + 1);
      return [step.id, stepColor(step, index)];
    }),
  );
}
