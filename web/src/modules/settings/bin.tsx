// What was deleted and can be brought back.

import { IconArrowBackUp, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { get } from '../../app/api';
import { queries, useMeta } from '../../app/session';
import type { Item, LinkValue, Page } from '../../app/types';
import { restoreMany } from '../../record/bulk';
import { Button } from '../../ui/button';
import { formatAgo } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { formatNumber } from '../../ui/format';
import { label, language, t } from '../../ui/language';
import './words';

export function Bin() {
  const { objects } = useMeta();
  const possible = objects.filter((object) => object.can.read && object.can.delete && (object.menu || object.own));
  const [name, setName] = useState(possible[0]?.name ?? '');
  const object = possible.find((one) => one.name === name);
  const { data } = useQuery({
    queryKey: ['bin', name],
    queryFn: () => get<Page>(name, { binned: 'true', sort: '-deleted_at', limit: 200, count: 'capped' }),
    enabled: object !== undefined,
    staleTime: 0,
  });
  if (!object) return null;
  const restore = async (items: Item[]) => {
    await restoreMany(object, items);
    await queries.invalidateQueries({ queryKey: ['bin'] });
  };
  return (
    <section>
      <p className="hint">{t('bin.text')}</p>
      <div className="row-actions">
        <select aria-label={t('bin.what')} className="short" value={name} onChange={(event) => setName(event.target.value)}>
          {possible.map((one) => <option key={one.name} value={one.name}>{label(one.plural, one.name)}</option>)}
        </select>
        {data?.count && <span className="faint number">{formatNumber(data.count.value, language())}{data.count.exact ? '' : '+'}</span>}
      </div>
      <div className="bin-list">
        {data?.items.map((item) => (
          <div key={item.id} className="home-line">
            <span className="row-title cut space">{item.title}</span>
            <small>{[(item.modified_by as LinkValue | null)?.title, formatAgo(String(item.deleted_at ?? item.modified_at), language())].filter(Boolean).join(' · ')}</small>
            <Button small icon={<IconArrowBackUp size={15} />} onClick={() => void restore([item])}>{t('bin.restore')}</Button>
          </div>
        ))}
      </div>
      {data?.items.length === 0 && <div className="empty-here"><Empty icon={<IconTrash size={26} stroke={1.5} />} title={t('bin.empty')} text={t('bin.emptyText')} /></div>}
    </section>
  );
}
