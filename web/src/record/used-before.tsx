// What others wrote into the same field, the most used first: one click instead of typing it a little differently again.

import { useQuery } from '@tanstack/react-query';
import type { ObjectMeta } from '../app/types';
import { t } from '../ui/language';
import { aggregateQuery } from './aggregate';

const most = 6;

export function UsedBefore({ object, name, onPick }: { object: ObjectMeta; name: string; onPick: (text: string) => void }) {
  const { data } = useQuery({ ...aggregateQuery(object.name, { group: name, measure: 'count', filter: { [name]: { is_null: false } } }), staleTime: 300_000 });
  const used = (data?.rows ?? []).filter(({ group }) => typeof group[name] === 'string' && group[name]).sort((a, b) => b.count - a.count);
  if (!used.length) return null;
  return (
    <div className="used-before" role="group" aria-label={t('usedBefore')}>
      {used.slice(0, most).map(({ group }) => (
        <button key={String(group[name])} type="button" className="tag" onClick={() => onPick(String(group[name]))}>{String(group[name])}</button>
      ))}
    </div>
  );
}
