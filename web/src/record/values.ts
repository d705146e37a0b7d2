// Values of fields: how they are written to the server, how they read as text, and which are empty.

import { tagLabel } from '../app/names';
import { meta, objectNamed, zone } from '../app/session';
import type { Address, Field, FileValue, Item, LinkValue, Money, ObjectMeta } from '../app/types';
import { formatDay, formatMoment, today } from '../ui/dates';
import { formatDecimal, formatMoney, formatNumber, formatPercent, formatPhone, formatSize } from '../ui/format';
import { label, language, t } from '../ui/language';

export const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** The value as the server wants it: links as ids. */
export function toWire(field: Field, value: unknown): unknown {
  if (isEmpty(value)) return field.kind === 'tags' || field.kind === 'choices' || field.kind === 'links' ? [] : null;
  if (field.kind === 'link' || field.kind === 'file') return (value as LinkValue).id ?? value;
  if (field.kind === 'link_any') {
    const { object, id } = value as LinkValue;
    return { object, id };
  }
  if (field.kind === 'links') return (value as LinkValue[]).map((link) => link.id);
  return value;
}

export const choiceOf = (field: Field, name: unknown) => field.choices?.find((choice) => choice.name === name);

export const choiceLabel = (field: Field, name: unknown) => label(choiceOf(field, name)?.label, String(name));

/** So many (countries) that they are found by their words: in the order of the alphabet and without colours. */
export const hasLongList = (field: Field) => (field.choices?.length ?? 0) > 20;

/** The choices as somebody picks them. */
export function offered(field: Field) {
  const choices = (field.choices ?? []).map((choice) => ({ ...choice, label: label(choice.label, choice.name) }));
  return hasLongList(field) ? choices.sort((a, b) => a.label.localeCompare(b.label, language())) : choices;
}

/** The field that knows the countries by name. */
export const countryField = () => objectNamed('party')?.fields.find((field) => field.name === 'country');

const countryName = (code: string) => {
  const field = countryField();
  return field ? choiceLabel(field, code) : code;
};

export function addressText(value: Address): string {
  const street = [value.street, value.house && value.flat ? `${value.house}/${value.flat}` : value.house].filter(Boolean).join(' ');
  const place = [value.postal_code, value.city].filter(Boolean).join(' ');
  return [street, place, value.country && countryName(value.country)].filter(Boolean).join(', ');
}

/** How big a file is; people read kilobytes, not octets. */
const isSize = (field: Field) => field.name === 'size' && field.kind === 'whole' && field.read_only === true;

/** A colour of the page's six, by its number. */
export const isColor = (field: Field) => field.name === 'color' && field.kind === 'whole';
export const colors = [0, 1, 2, 3, 4, 5] as const;
export const colorLabel = (color: unknown) => t(`color.${colors.find((one) => one === Number(color)) ?? 4}`);

/** What may be several, or one of them as a condition names it. */
export const asList = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : isEmpty(value) ? [] : [String(value)]);

/** A value as plain text in the reader's language. */
export function asText(field: Field, value: unknown): string {
  if (isEmpty(value)) return '';
  if (isSecret(field)) return '••••••••';
  switch (field.kind) {
    case 'money':
      return formatMoney(value as Money, language());
    case 'whole':
      if (isSize(field)) return formatSize(Number(value), language());
      return formatNumber(Number(value), language());
    case 'rollup':
      return typeof value === 'number' ? formatNumber(value, language()) : asAnyText(value);
    case 'decimal':
      return formatDecimal(String(value).replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, ''), language());
    case 'percent':
      return formatPercent(String(value), language());
    case 'yes_no':
      return value ? t('yes') : t('no');
    case 'day':
      return formatDay(String(value), language());
    case 'moment':
      return formatMoment(String(value), language(), zone());
    case 'choice':
      return choiceLabel(field, value);
    case 'choices':
      return asList(value).map((name) => choiceLabel(field, name)).join(', ');
    case 'tags':
      return asList(value).map(tagLabel).join(', ');
    case 'phone':
      return phoneText(String(value));
    case 'address':
      return addressText(value as Address);
    case 'json':
      return JSON.stringify(value);
    default:
      return asAnyText(value);
  }
}

/** A value whose kind is not known, as in a history of a field that is gone. */
export function asAnyText(value: unknown): string {
  if (isEmpty(value)) return '';
  if (Array.isArray(value)) return value.map(asAnyText).join(', ');
  if (typeof value === 'object') {
    const shaped = value as Partial<LinkValue & Money & FileValue>;
    if (shaped.title !== undefined) return shaped.title;
    if (shaped.amount !== undefined && shaped.currency) return formatMoney(shaped as Money, language());
    return JSON.stringify(value);
  }
  return String(value);
}

/** The fields every record has beside its own. */
const common: Record<string, Field> = {
  title: { name: 'title', kind: 'text', label: {}, read_only: true },
  created_at: { name: 'created_at', kind: 'moment', label: {}, read_only: true, sortable: true, filterable: true },
  modified_at: { name: 'modified_at', kind: 'moment', label: {}, read_only: true, sortable: true, filterable: true },
  created_by: { name: 'created_by', kind: 'link', label: {}, read_only: true, to: ['user'] },
  modified_by: { name: 'modified_by', kind: 'link', label: {}, read_only: true, to: ['user'] },
  external_id: { name: 'external_id', kind: 'text', label: {}, filterable: true },
};

export function fieldNamed(fields: Field[], name: string): Field | undefined {
  return fields.find((field) => field.name === name) ?? common[name];
}

export function fieldLabel(field: Field): string {
  if (field.name in common && !Object.keys(field.label).length)
    return t(`common.${field.name}` as 'common.created_at');
  return label(field.label, field.name);
}

export const isEditable = (field: Field) => !field.read_only && field.writable !== false && field.kind !== 'rollup';

/** The field as it is edited in this record: a person's name by its two parts. */
export const editedField = (object: string, item: Item, field: Field): Field => (object === 'party' && field.name === 'name' && item.kind === 'person' ? { ...field, kind: 'person_name' } : field);

export const editedValue = (item: Item, field: Field): unknown => (field.kind === 'person_name' ? { given_name: item.given_name ?? null, family_name: item.family_name ?? null } : item[field.name]);

export const titleOf = (item: Item | undefined) => item?.title || t('record.untitled');

export const phoneText = (phone: string) => formatPhone(phone, meta().company.country);

/** The same of a text that may be one. */
export const maybePhone = (text: string) => (/^\+\d{7,15}$/.test(text) ? phoneText(text) : text);

/** A password or a token: not shown, not even sealed. */
export const isSecret = (field: Field) => field.sensitive === true && field.kind === 'text' && /^(secret|password|token)$/.test(field.name);

/** What a record in a list is called; a number that somebody is reached at reads as numbers do everywhere. */
export const lineTitle = (object: ObjectMeta, item: Item) =>
  object.name === 'contact_point' && item.kind !== 'email' && /^\+\d{7,}$/.test(String(item.normal)) ? phoneText(String(item.normal)) : titleOf(item);

/** The day or moment by which something open was to be done, and it is over. */
export function isLate(field: Field, item: Item): boolean {
  const value = item[field.name];
  const isOpen = field.name === 'due_at' ? item.done === false : field.name === 'closes_on' && item.outcome === 'open';
  if (!isOpen || typeof value !== 'string') return false;
  return value.length > 10 ? Date.parse(value) < Date.now() : value < today(zone());
}

/** Whether a linked object is a person or a company, which decides the avatar's shape. */
export const isRound = (object: string | undefined, item?: Item) =>
  object === 'user' || (object === 'party' && (item?.kind === undefined || item.kind === 'person'));

export const companyCurrency = () => meta().company.currency;

/** Whether the records of an object may be merged here. */
export const mayMerge = ({ name, can, actions, never_merged }: ObjectMeta) => name !== 'user' && !never_merged && can.update && (can.delete || actions.some((action) => action.name === 'merge'));

/** Whether these records are steps: they stand in an order and have an outcome. */
export const areSteps = (object: ObjectMeta | undefined): object is ObjectMeta => object !== undefined && ['position', 'outcome'].every((name) => object.fields.some((field) => field.name === name));
