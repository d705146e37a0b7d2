// Which of those who named me wait for an answer: I wrote nothing on that record since.

import type { Item, LinkValue } from '../../app/types';

const concerns = (written: Item, about: LinkValue) => {
  const on = written.about as LinkValue | null;
  return (on?.object === about.object && on?.id === about.id) || (about.object === 'party' && (written.party as LinkValue | null)?.id === about.id);
};

export function unanswered(named: Item[], written: Item[]): Item[] {
  const waiting = named.filter((item) => {
    const about = item.about as LinkValue | null;
    return about && !written.some((one) => String(one.created_at) > String(item.created_at) && concerns(one, about));
  });
  // One line for a record, however often it was.
  return waiting.filter((item, index) => waiting.findIndex((other) => (other.about as LinkValue).id === (item.about as LinkValue).id) === index);
}
