// What others do around a record while its page is open: notes, comments, deals, whatever is listed beside it.

import { watch } from '../../app/live';
import { objectNamed, queries } from '../../app/session';
import type { Filter, ObjectMeta } from '../../app/types';
import { linkBack, listsOf } from './related';

/** What is watched beside the record itself: each object with the filter that leads to the record. */
function around(object: ObjectMeta, id: string): [string, Filter][] {
  const about = { about: { object: object.name, id } };
  const activities: Filter = object.name === 'party' ? { or: [{ party: id }, { participants: { has: id } }] } : about;
  const lists = listsOf(object).map((list): [string, Filter] => [list.object, linkBack(list, object, { id, title: '' }).filter]);
  const all: [string, Filter][] = [['activity', activities], ['comment', about], ...lists];
  return all.filter(([name, filter], index) => objectNamed(name)?.can.read && all.findIndex((one) => one[0] === name && JSON.stringify(one[1]) === JSON.stringify(filter)) === index);
}

/** Brings the timeline and the lists beside a record up to what happens, until the returned function is called. */
export function followBeside(object: ObjectMeta, id: string): () => void {
  const changed = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    for (const name of changed) void queries.invalidateQueries({ queryKey: ['few', name] });
    changed.clear();
    void queries.invalidateQueries({ queryKey: ['timeline', object.name, id] });
  };
  const stops = around(object, id).map(([name, filter]) =>
    watch(name, filter, () => {
      changed.add(name);
      timer ??= setTimeout(flush, 300);
    }),
  );
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}
