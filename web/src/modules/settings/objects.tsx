// Objects and their fields; own ones can be added, relabelled and hidden.

import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { remove } from '../../app/api';
import { metaQuery, queries, useMeta } from '../../app/session';
import type { Field, ObjectMeta } from '../../app/types';
import { problemText } from '../../record/store';
import { Button } from '../../ui/button';
import { NamedIcon } from '../../ui/icon';
import { label, t, type MessageKey } from '../../ui/language';
import { say, sayProblem } from '../../ui/toast';
import { fieldLabel } from '../../record/values';
import { NewField, NewObject, Rename } from './shape-dialogs';
import './words';

export const readShape = () => queries.invalidateQueries({ queryKey: metaQuery.queryKey });

export function Objects() {
  const { objects } = useMeta();
  const [open, setOpen] = useState<string | null>(null);
  const [making, setMaking] = useState(false);
  const [renamed, setRenamed] = useState<{ object: ObjectMeta; field?: Field } | null>(null);
  const [fieldOf, setFieldOf] = useState<ObjectMeta | null>(null);
  const shown = objects.filter((object) => !object.hidden && !['view', 'notification', 'token', 'session'].includes(object.name));
  return (
    <section>
      <p className="hint">{t('shape.text')}</p>
      <div className="row-actions">
        <Button look="outline" icon={<IconPlus size={16} />} onClick={() => setMaking(true)}>{t('shape.newObject')}</Button>
      </div>
      <div className="shape-list">
        {shown.map((object) => (
          <div key={object.name}>
            <div className="home-line">
              <NamedIcon name={object.icon} />
              <button type="button" className="row-title space" aria-expanded={open === object.name} onClick={() => setOpen(open === object.name ? null : object.name)}>
                {label(object.plural, object.name)}
              </button>
              {object.own && <small>{t('shape.own')}</small>}
              <small className="number">{t('shape.fields', { n: object.fields.filter((field) => !field.system && !field.hidden).length })}</small>
              {object.own && <Button small icon={<IconPencil size={15} />} name={`${t('rename')}: ${label(object.plural)}`} onClick={() => setRenamed({ object })} />}
              <Button small icon={<IconPlus size={15} />} onClick={() => setFieldOf(object)}>{t('shape.newField')}</Button>
            </div>
            {open === object.name && <Fields object={object} onRename={(field) => setRenamed({ object, field })} />}
          </div>
        ))}
      </div>
      {making && <NewObject onClose={() => setMaking(false)} />}
      {renamed && <Rename object={renamed.object} field={renamed.field} onClose={() => setRenamed(null)} />}
      {fieldOf && <NewField object={fieldOf} onClose={() => setFieldOf(null)} />}
    </section>
  );
}

const known = ['text', 'long_text', 'whole', 'decimal', 'money', 'percent', 'yes_no', 'day', 'moment', 'choice', 'choices', 'link', 'email', 'phone', 'url'];

const kindName = ({ kind }: Field) => (known.includes(kind) ? t(`shape.kind.${kind}` as MessageKey) : kind);

function Fields({ object, onRename }: { object: ObjectMeta; onRename: (field: Field) => void }) {
  const hide = async (field: Field) => {
    try {
      await remove(`meta/object/${object.name}/field/${field.name}`);
      say(t('shape.hidden', { name: fieldLabel(field) }));
      await readShape();
    } catch (error) {
      sayProblem(problemText(error));
    }
  };
  return (
    <table className="table fields">
      <tbody>
        {object.fields.filter((field) => !field.system && !field.hidden).map((field) => (
          <tr key={field.name}>
            <td>{fieldLabel(field)}</td>
            <td className="faint">{field.name}</td>
            <td>{kindName(field)}</td>
            <td>{field.required && t('shape.required')}</td>
            <td>{field.own && <Button small icon={<IconPencil size={15} />} name={`${t('rename')}: ${fieldLabel(field)}`} onClick={() => onRename(field)} />}</td>
            <td>{field.own && <Button small icon={<IconTrash size={15} />} name={t('shape.hide', { name: fieldLabel(field) })} onClick={() => void hide(field)} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
