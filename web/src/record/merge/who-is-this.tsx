// Who is this? While a record is typed: those that are in already and look like it.

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { post } from '../../app/api';
import type { LinkValue, ObjectMeta } from '../../app/types';
import { t } from '../../ui/language';
import { wire } from '../store';
import { isEmpty } from '../values';
import { AlikeLines, type Alike } from './alike-lines';
import './words';

const pauseMs = 350;

interface WhoIsThisProps {
  object: ObjectMeta;
  values: Record<string, unknown>;
  onOpen: () => void;
  onMerge?: (other: LinkValue) => void;
}

export default function WhoIsThis({ object, values, onOpen, onMerge }: WhoIsThisProps) {
  const text = JSON.stringify(wire(object.fields, Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)))));
  const [typed, setTyped] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setTyped(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  const { data = [] } = useQuery({
    queryKey: ['alike', object.name, typed],
    queryFn: async () => (await post<{ items: Alike[] }>(`${object.name}/alike`, JSON.parse(typed))).items,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <div aria-live="polite">
      {data.length > 0 && (
        <section className="who-is" aria-label={t('alike.title')}>
          <h3>{t('alike.title')}</h3>
          <AlikeLines object={object} found={data} onOpen={onOpen} onMerge={onMerge} mergeName={(title) => t('alike.mergeName', { title })} />
        </section>
      )}
    </div>
  );
}
