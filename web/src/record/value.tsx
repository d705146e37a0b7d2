// How a value looks: the same in a list, on a card and on the record's page.

import { IconCheck, IconMinus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { colorOf, tagLabel } from '../app/names';
import { zone } from '../app/session';
import type { Field, FileValue, LinkValue } from '../app/types';
import { Avatar } from '../ui/avatar';
import { formatAgo, formatMoment, formatMomentNear } from '../ui/dates';
import { language, t } from '../ui/language';
import { FileLink } from './file-link';
import { asText, choiceLabel, choiceOf, colorLabel, hasLongList, isColor, isEmpty, phoneText } from './values';

export const isRight = (field: Field) => !isColor(field) && ['money', 'whole', 'decimal', 'percent', 'rollup'].includes(field.kind);

/** An 8 px dot and plain words. */
export function Status({ color, children }: { color?: number; children: string }) {
  return (
    <span className="status">
      <i className={`dot c${color ?? 4}`} />
      <span className="cut">{children}</span>
    </span>
  );
}

export function LinkMark({ object, title }: { object?: string; title: string }) {
  if (object && !['user', 'party'].includes(object)) return null;
  return <Avatar name={title} size={20} square={object === 'party'} />;
}

/** The import that brought something, as the runs of scheduled pulls name it. */
const isImport = (field: Field, value: unknown) => field.name === 'operation' && field.kind === 'text' && /^\d{10,}$/.test(String(value));

interface ValueProps {
  field: Field;
  value: unknown;
  /** Links lead to their records. */
  linked?: boolean;
}

export function Value({ field, value, linked }: ValueProps) {
  if (isEmpty(value)) return null;
  switch (field.kind) {
    case 'choice':
      if (hasLongList(field)) return <span className="cut">{choiceLabel(field, value)}</span>;
      return <Status color={choiceOf(field, value)?.color}>{choiceLabel(field, value)}</Status>;
    case 'choices':
    case 'tags':
      return (
        <span className="tags">
          {(value as string[]).map((name) => (
            <span key={name} className="tag">
              {field.kind === 'tags' ? tagLabel(name) : choiceLabel(field, name)}
            </span>
          ))}
        </span>
      );
    case 'yes_no':
      return value ? <IconCheck size={16} aria-label={asText(field, value)} /> : <IconMinus size={16} className="faint" aria-label={asText(field, value)} />;
    case 'link':
    case 'link_any':
      return <LinkText link={value as LinkValue} object={(value as LinkValue).object ?? field.to?.[0]} linked={linked} />;
    case 'links':
      return (
        <span className="tags">
          {(value as LinkValue[]).map((link) => (
            <LinkText key={link.id} link={link} object={link.object ?? field.to?.[0]} linked={linked} />
          ))}
        </span>
      );
    case 'moment':
      // A page has room to say when; a list says how long ago, or until then.
      return <time title={formatMoment(String(value), language(), zone())}>{linked ? formatMomentNear(String(value), language(), zone()) : formatAgo(String(value), language())}</time>;
    case 'file':
      return <FileLink file={value as FileValue} />;
    case 'email':
    case 'phone':
    case 'url':
      return linked ? <Outward kind={field.kind} text={String(value)} /> : <span className="cut">{field.kind === 'phone' ? phoneText(String(value)) : String(value)}</span>;
    default:
      if (isColor(field)) return <Status color={Number(value)}>{colorLabel(value)}</Status>;
      if (isImport(field, value)) return <Link className="linked" to="/import" search={{ operation: String(value) }} onClick={(event) => event.stopPropagation()}>{t('import.open')}</Link>;
      return <span className={isRight(field) ? 'cut number' : 'cut'}>{asText(field, value)}</span>;
  }
}

function LinkText({ link, object, linked }: { link: LinkValue; object?: string; linked?: boolean }) {
  const color = colorOf(link.id);
  const inside = (
    <>
      {color === undefined ? <LinkMark object={object} title={link.title} /> : <i className={`dot c${color}`} />}
      <span className="cut">{link.title}</span>
    </>
  );
  if (!linked || !object || object === 'user') return <span className="link-value">{inside}</span>;
  return (
    <Link className="link-value linked" to="/$place/$id" params={{ place: object, id: link.id }} onClick={(event) => event.stopPropagation()}>
      {inside}
    </Link>
  );
}

/** An address goes on in a second line before its @, where one is not enough. */
const breakable = (address: string) => address.split('@').flatMap((part, index) => (index ? [<wbr key={index} />, `@${part}`] : [part]));

function Outward({ kind, text }: { kind: 'email' | 'phone' | 'url'; text: string }) {
  const safe = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  const href = kind === 'email' ? `mailto:${text}` : kind === 'phone' ? `tel:${text.replace(/\s/g, '')}` : safe;
  const outside = kind === 'url' ? { target: '_blank', rel: 'noreferrer noopener' } : {};
  return (
    <a className="cut linked" href={href} onClick={(event) => event.stopPropagation()} {...outside}>
      {kind === 'phone' ? phoneText(text) : kind === 'email' ? breakable(text) : text}
    </a>
  );
}
