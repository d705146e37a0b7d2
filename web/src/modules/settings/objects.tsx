// Objects and their fields; own ones can be added, relabelled and hidden.

import { IconArrowLeft, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { Link, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { remove } from '../../app/api';
import { useMeta } from '../../app/session';
import { placeGroups } from '../../app/sidebar';
import type { Field, ObjectMeta } from '../../app/types';
import { problemText } from '../../record/store';
import { Button } from '../../ui/button';
import { NamedIcon } from '../../ui/icon';
import { label, t, type MessageKey } from '../../ui/language';
import { say, sayProblem } from '../../ui/toast';
import { fieldLabel } from '../../record/values';
import { readShape } from './read-shape';
import { NewField, NewObject, Rename } from './shape-dialogs';
import './words';

const Layouts = lazy(() => import('./layouts').then((module) => ({ default: module.Layouts })));

/** What people work with first, in the order of the menu; what belongs to other records last. */
function inOrder(objects: ObjectMeta[]): ObjectMeta[] {
  const menu = placeGroups().flatMap(([, places]) => places.map(({ object }) => object.name));
  const rank = ({ name, menu: place, parent }: ObjectMeta) => (menu.includes(name) ? menu.indexOf(name) : place ? 1000 + place.position : parent ? 3000 : 2000);
  return [...objects].sort((a, b) => rank(a) - rank(b) || label(a.plural).localeCompare(label(b.plural)));
}

export function Objects() {
  const { objects } = useMeta();
  const { object: wanted } = useSearch({ strict: false }) as { object?: string };
  const [making, setMaking] = useState(false);
  const [renamed, setRenamed] = useState<{ object: ObjectMeta; field?: Field } | null>(null);
  const [fieldOf, setFieldOf] = useState<ObjectMeta | null>(null);
  const shown = inOrder(objects.filter((object) => !object.hidden && !['view', 'notification', 'token', 'session'].includes(object.name)));
  const open = shown.find((object) => object.name === wanted);
  const dialogs = (
    <>
      {making && <NewObject onClose={() => setMaking(false)} />}
      {renamed && <Rename object={renamed.object} field={renamed.field} onClose={() => setRenamed(null)} />}
      {fieldOf && <NewField object={fieldOf} onClose={() => setFieldOf(null)} />}
    </>
  );
  if (open)
    return (
      <section>
        <div className="role-head">
          <Link to="/settings/{-$section}" params={{ section: 'objects' }} search={{} as never} className="button plain icon-only" aria-label={t('shape.back')} title={t('shape.back')}><IconArrowLeft size={16} aria-hidden /></Link>
          <h3>{label(open.plural, open.name)}</h3>
          {open.own && <Button small icon={<IconPencil size={15} />} name={`${t('rename')}: ${label(open.plural)}`} onClick={() => setRenamed({ object: open })} />}
          <span className="space" />
          <Button look="outline" icon={<IconPlus size={15} />} onClick={() => setFieldOf(open)}>{t('shape.newField')}</Button>
        </div>
        <Shape key={open.name} object={open} onRename={(field) => setRenamed({ object: open, field })} />
        {dialogs}
      </section>
    );
  return (
    <section>
      <p className="hint">{t('shape.text')}</p>
      <div className="row-actions">
        <Button look="outline" icon={<IconPlus size={16} />} onClick={() => setMaking(true)}>{t('shape.newObject')}</Button>
      </div>
      <div className="shape-list">
        {shown.map((object) => (
          <div key={object.name} className="home-line">
            <NamedIcon name={object.icon} />
            <Link to="/settings/{-$section}" params={{ section: 'objects' }} search={{ object: object.name } as never} className="row-title space">{label(object.plural, object.name)}</Link>
            {object.own && <small>{t('shape.own')}</small>}
            <small className="number">{t('shape.fields', { n: object.fields.filter((field) => !field.system && !field.hidden).length })}</small>
            {object.own && <Button small icon={<IconPencil size={15} />} name={`${t('rename')}: ${label(object.plural)}`} onClick={() => setRenamed({ object })} />}
            <Button small icon={<IconPlus size={15} />} onClick={() => setFieldOf(object)}>{t('shape.newField')}</Button>
          </div>
        ))}
      </div>
      {dialogs}
    </section>
  );
}

/** What an object is made of, and how that is laid out. */
function Shape({ object, onRename }: { object: ObjectMeta; onRename: (field: Field) => void }) {
  const [layouts, setLayouts] = useState(false);
  return (
    <div className="shape">
      <div className="tabs" role="group" aria-label={label(object.plural, object.name)}>
        <button type="button" aria-pressed={!layouts} onClick={() => setLayouts(false)}>{t('layout.fields')}</button>
        <button type="button" aria-pressed={layouts} onClick={() => setLayouts(true)}>{t('layout.title')}</button>
      </div>
      {layouts ? (
        <Suspense>
          <Layouts object={object} />
        </Suspense>
      ) : (
        <Fields object={object} onRename={onRename} />
      )}
    </div>
  );
}

const known = ['text', 'long_text', 'whole', 'decimal', 'money', 'percent', 'yes_no', 'day', 'moment', 'choice', 'choices', 'link', 'email', 'phone', 'url', 'tags', 'links', 'link_any', 'rollup', 'address', 'file', 'number', 'json'];

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
      <thead>
        <tr>
          <th scope="col">{t('shape.field')}</th>
          <th scope="col">{t('shape.name')}</th>
          <th scope="col">{t('shape.kind')}</th>
          <th scope="col" colSpan={3}><span className="unseen">{t('more')}</span></th>
        </tr>
      </thead>
      <tbody>
        {object.fields.filter((field) => !field.system && !field.hidden).map((field) => (
          <tr key={field.name}>
            <td>{fieldLabel(field)}</td>
            <td className="faint">{field.name}</td>
            <td>{kindName(field)}</td>
            <td>{field.required && t('shape.required')}</td>
            <td><Button small icon={<IconPencil size={15} />} name={`${t('rename')}: ${fieldLabel(field)}`} onClick={() => onRename(field)} /></td>
            <td>{field.own && <Button small icon={<IconTrash size={15} />} name={t('shape.hide', { name: fieldLabel(field) })} onClick={() => void hide(field)} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
