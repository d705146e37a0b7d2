// What stands in the place of a record that is not there: that it is in the bin, with a way back, or that it is gone.

import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { get, Problem } from '../../app/api';
import type { Item, ObjectMeta } from '../../app/types';
import { formatAgo } from '../../ui/dates';
import { Empty } from '../../ui/empty';
import { language, t } from '../../ui/language';
import { restoreMany } from '../bulk';
import { problemText } from '../store';
import { titleOf } from '../values';

interface GoneProps {
  object: ObjectMeta;
  id: string;
  error: Error;
  onAgain: () => void;
  onBack: () => void;
}

export function Gone({ object, id, error, onAgain, onBack }: GoneProps) {
  const missing = error instanceof Problem && error.status === 404;
  const { data: binned, isPending } = useQuery({
    queryKey: ['binned', object.name, id],
    queryFn: () => get<Item>(`${object.name}/${id}`, { binned: 'true' }).catch(() => null),
    enabled: missing,
    staleTime: 0,
  });
  if (!missing) return <Empty title={t('list.problem')} text={problemText(error)} action={t('again')} onAction={onAgain} />;
  if (isPending) return null;
  if (!binned) return <Empty title={t('record.gone')} text={t('record.goneText')} action={t('record.back')} onAction={onBack} />;
  const title = titleOf(binned);
  const restore = () => void restoreMany(object, [binned]).then(onAgain);
  return (
    <Empty
      icon={<IconTrash size={26} stroke={1.5} />}
      title={t('record.binned', { title })}
      text={t(binned.can?.restore ? 'record.binnedText' : 'record.binnedOnly', { ago: formatAgo(String(binned.deleted_at ?? binned.modified_at), language()) })}
      {...(binned.can?.restore ? { action: t('restore'), onAction: restore } : {})}
    />
  );
}
