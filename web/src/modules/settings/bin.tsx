// What was deleted and can be brought back.

import { IconArrowBackUp, IconTrash } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { get } from '../../app/api';
import { queries, useMeta } from '../../app/session';
import type { Item, LinkValue, ObjectMeta, Page } from '../../app/types';
import { restoreMany } from '../../record/bulk';
import { Button } from '../../ui/button';
import { formatAgo } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { formatNumber } from '../../ui/format';
import { label, language, t } from '../../ui/language';
import './company-words';
import './words';

export function Bin() {
  const { objects } = useMeta();
  const possible = objects.filter((object) => object.can.read && object.can.delete && (object.menu || object.own));
  const [name, setName] = useState('');
  const shown = possible.filter((one) => !name || one.name === name);
  const pages = useQueries({
    queries: shown.map((object) => ({
      queryKey: ['bin', object.name],
      queryFn: () => get<Page>(object.name, { binned: 'true', sort: '-deleted_at', limit: name ? 200 : 30, count: 'capped' }),
      staleTime: 0,
    })),
  });
  const at = (item: Item) => String(item.deleted_at ?? item.modified_at);
  const lines = pages.flatMap(({ data }, index) => (data?.items ?? []).map((item) => ({ item, object: shown[index]! }))).sort((a, b) => at(b.item).localeCompare(at(a.item)));
  const read = pages.every(({ isPending }) => !isPending);
  const restore = async (object: ObjectMeta, item: Item) => {
    await restoreMany(object, [item]);
    await queries.invalidateQueries({ queryKey: ['bin'] });
  };
  return (
    <section>
      <p className="hint">{t('bin.text')}</p>
      <div className="row-actions">
        <select aria-label={t('bin.what')} className="short" value={name} onChange={(event) => setName(event.target.value)}>
          <option value="">{t('audit.any')}</option>
          {possible.map((one) => <option key={one.name} value={one.name}>{label(one.plural, one.name)}</option>)}
        </select>
        {read && <span className="faint number">{formatNumber(pages.reduce((sum, { data }) => sum + (data?.count?.value ?? 0), 0), language())}{pages.every(({ data }) => data?.count?.exact !== false) ? '' : '+'}</span>}
      </div>
      <div className="bin-list">
        {lines.map(({ item, object }) => (
          <div key={item.id} className="home-line">
            <span className="row-title cut space">{item.title}</span>
            <small>{[name ? '' : label(object.label, object.name), (item.modified_by as LinkValue | null)?.title, formatAgo(at(item), language())].filter(Boolean).join(' · ')}</small>
            <Button small icon={<IconArrowBackUp size={15} />} onClick={() => void restore(object, item)}>{t('bin.restore')}</Button>
          </div>
        ))}
      </div>
      {read && !lines.length && <div className="empty-here"><Empty icon={<IconTrash size={26} stroke={1.5} />} title={t('bin.empty')} text={t('bin.emptyText')} /></div>}
    </section>
  );
}
