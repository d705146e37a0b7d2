// What a record is: its fields by groups, each edited where it stands; and the quick things to do with it.

import { IconCalendarPlus, IconChecklist, IconMail, IconPencil, IconPhone } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { meta, objectNamed } from '../../app/session';
import type { Field, Item, ObjectMeta } from '../../app/types';
import { Button } from '../../ui/button';
import { label, t } from '../../ui/language';
import { CellProblem, fetchPanels, InlineEditor } from '../edit/inline-editor';
import { isTyped, typedText } from '../edit/parse';
import { SpecialEditor, specialOf } from '../edit/special';
import { saveField } from '../action-dialog';
import { TakeFile } from '../file-link';
import { Value } from '../value';
import { fieldLabel, fieldNamed, isEditable, isEmpty } from '../values';
import { compose } from './composer';

export function Quick({ object, item }: { object: ObjectMeta; item: Item | undefined }) {
  if (object.name === 'file') return item ? <div className="quick"><TakeFile item={item} /></div> : null;
  if (!objectNamed('activity')?.can.create || ['activity', 'user', 'team', 'role'].includes(object.name)) return null;
  if (!item) return <div className="quick to-come" aria-hidden />;
  const email = typeof item.email === 'string' ? item.email : undefined;
  const phone = typeof item.phone === 'string' ? item.phone : undefined;
  return (
    <div className="quick">
      <button type="button" onClick={() => { if (phone) location.href = `tel:${phone.replace(/\s/g, '')}`; compose('call'); }}>
        <IconPhone size={18} stroke={1.6} aria-hidden />
        {t('kind.call')}
      </button>
      {object.name === 'party' && (
        <a href={email ? `mailto:${email}` : undefined} aria-disabled={!email}>
          <IconMail size={18} stroke={1.6} aria-hidden />
          {t('kind.email')}
        </a>
      )}
      <button type="button" onClick={() => compose('task')}>
        <IconChecklist size={18} stroke={1.6} aria-hidden />
        {t('kind.task')}
      </button>
      <button type="button" onClick={() => compose('meeting')}>
        <IconCalendarPlus size={18} stroke={1.6} aria-hidden />
        {t('kind.meeting')}
      </button>
    </div>
  );
}

/** Fields that say nothing about this kind of party are left out, unless they hold something. */
function concerns(object: ObjectMeta, item: Item, field: Field): boolean {
  // In the company's language its name is the name itself.
  if (field.hidden || (field.group === 'languages' && field.name === `name_${meta().company.language}`)) return false;
  // What is made of other fields stands above; what only programs read is theirs.
  if ((field.name === object.title && field.read_only) || (field.kind === 'json' && !(object.form.includes(field.name) && isEditable(field)))) return false;
  if (object.name !== 'party') return true;
  const person = item.kind === 'person';
  if (field.name === 'kind' || (person && field.name === 'name')) return false;
  return !isEmpty(item[field.name]) || field.group !== (person ? 'business' : 'person');
}

export function Properties({ object, item }: { object: ObjectMeta; item: Item | undefined }) {
  const [all, setAll] = useState(false);
  if (!item) return <div className="properties" aria-busy />; // which fields stand there, its values say
  const grouped = new Set([...object.groups.flatMap((group) => group.fields), ...(object.left_out ?? [])]);
  const rest = object.fields.filter((field) => !grouped.has(field.name) && field.name !== 'title' && !field.name.endsWith('_base') && concerns(object, item, field));
  const groups = [...object.groups, ...(rest.length ? [{ name: 'other', label: {}, fields: rest.map((field) => field.name) }] : [])];
  const usual = new Set([...object.form, ...object.list]);
  const isQuiet = (field: Field) => isEmpty(item[field.name]) && !usual.has(field.name) && !field.required;
  const shown = groups.map((group) => {
    const fields = group.fields.map((name) => fieldNamed(object.fields, name)).filter((field): field is Field => field !== undefined && concerns(object, item, field));
    return { ...group, fields: all ? fields : fields.filter((field) => !isQuiet(field)), quiet: fields.filter(isQuiet).length };
  });
  const quiet = shown.reduce((sum, group) => sum + group.quiet, 0);
  return (
    <div className="properties">
      {shown.map((group) => {
        const { fields } = group;
        if (!fields.length) return null;
        return (
          <section key={group.name}>
            <h3 className="section-head">{label(group.label, object.groups.length ? t('record.other') : t('record.about'))}</h3>
            {fields.map((field) => (
              <Property key={field.name} object={object} item={item} field={field} />
            ))}
          </section>
        );
      })}
      {quiet > 0 && (
        <Button small className="more-fields" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('record.fewerFields') : t('record.moreFields', { n: quiet })}
        </Button>
      )}
    </div>
  );
}

function Property({ object, item, field }: { object: ObjectMeta; item: Item; field: Field }) {
  const place = useRef<HTMLDivElement>(null);
  const pencil = useRef<HTMLButtonElement>(null);
  const [editing, setEditing] = useState(false);
  const [refused, setRefused] = useState<{ value: unknown; sentence: string } | null>(null);
  /** What was refused waits in its box for whoever is still there. */
  const refuse = (value: unknown, sentence: string) => {
    setRefused({ value, sentence });
    if (isTyped(field) && document.activeElement === pencil.current) setEditing(true);
  };
  const save = (next: unknown) => void saveField(object, item, field, next, (sentence) => refuse(next, sentence));
  const editable = object.can.update && isEditable(field) && item.can?.update !== false;
  const value = item[field.name];
  const name = fieldLabel(field);
  const special = specialOf(object, field);
  const close = () => {
    setEditing(false);
    setRefused(null);
    pencil.current?.focus({ preventScroll: true });
  };
  return (
    <div className="property">
      <span className="property-name" title={name}>
        {name}
        {/* A record from before the field was required may lack it. */}
        {field.required && isEmpty(value) && <span className="required" title={t('problem.required')}> *</span>}
      </span>
      <div
        ref={place}
        className={`property-value${refused ? ' refused' : ''}${editable ? ' editable' : ''}${field.kind === 'long_text' ? ' long' : ''}`}
        onPointerEnter={() => editable && void fetchPanels()}
        onClick={() => editable && setEditing(true)}
      >
        {special && !isEmpty(value) ? <span className="cut">{special.text(value)}</span> : <Value field={field} value={value} linked />}
        {editable && (
          <button ref={pencil} type="button" className="pencil" aria-label={t('edit.field', { field: name })}>
            <IconPencil size={14} stroke={1.6} aria-hidden />
          </button>
        )}
        {refused && !editing && <CellProblem text={refused.sentence} />}
        {editing && special && <SpecialEditor special={special} value={value} beside={item} onSave={save} onClose={close} />}
        {editing && !special && (
          <InlineEditor
            field={field}
            value={value}
            anchor={place}
            begin={refused && isTyped(field) ? typedText(field, refused.value) : undefined}
            said={refused?.sentence}
            onSave={save}
            onClose={close}
          />
        )}
      </div>
    </div>
  );
}
