// Records that look like another: title, why, and what to do with them.

import { Link } from '@tanstack/react-router';
import type { LinkValue, ObjectMeta } from '../../app/types';
import { Button } from '../../ui/button';
import { t } from '../../ui/language';
import { fieldLabel, fieldNamed } from '../values';
import './words';

export interface Alike {
  id: string;
  title: string;
  score: number;
  fields: string[];
}

/** The labels of fields, as a list in a sentence. */
export const fieldWords = (object: ObjectMeta, names: string[]) =>
  names
    .map((name) => fieldNamed(object.fields, name))
    .map((field, index) => (field ? fieldLabel(field) : names[index]))
    .join(', ');

interface AlikeLinesProps {
  object: ObjectMeta;
  found: Alike[];
  onOpen?: () => void;
  onMerge?: (other: LinkValue) => void;
  mergeName?: (title: string) => string;
}

export function AlikeLines({ object, found, onOpen, onMerge, mergeName }: AlikeLinesProps) {
  return (
    <ul className="alike">
      {found.map((other) => (
        <li key={other.id}>
          <span>
            <b>{other.title}</b> <small>{t('alike.because', { fields: fieldWords(object, other.fields) })}</small>
          </span>
          <Link className="button small" to="/$place/$id" params={{ place: object.name, id: other.id }} onClick={onOpen} target={onOpen ? undefined : '_blank'}>
            {t('open')}
          </Link>
          {onMerge && (
            <Button small aria-label={mergeName?.(other.title)} onClick={() => onMerge(other)}>
              {t('merge')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
