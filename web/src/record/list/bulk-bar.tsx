// What can be done with the selected rows: give them to somebody, tag, change a field, delete; each can be undone.

import { IconArrowMerge, IconPencil, IconTag, IconTrash, IconUserPlus, IconX } from '@tabler/icons-react';
import { lazy, Suspense, useRef, useState } from 'react';
import type { Place } from '../../app/places';
import type { Field, Item } from '../../app/types';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { t } from '../../ui/language';
import { Menu } from '../../ui/menu';
import { usePhone } from '../../ui/phone';
import { Popover } from '../../ui/popover';
import { changeMany, moveMany, removeMany } from '../bulk';
import { FieldInput } from '../edit/field-input';
import { Panel } from '../edit/panels';
import { fieldLabel, isEditable, isEmpty, mayMerge } from '../values';
import type { Selection } from './use-selection';
import type { Rows } from './use-rows';

const MergeDialog = lazy(() => import('../merge/merge-dialog'));

export function BulkBar({ place, list, selection }: { place: Place; list: Rows; selection: Selection }) {
  const { object } = place;
  const phone = usePhone();
  const assignAt = useRef<HTMLButtonElement>(null);
  const tagAt = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState<'assign' | 'tag' | 'merge' | null>(null);
  const [field, setField] = useState<Field | null>(null);
  const items = list.rows.filter((row) => selection.ids.has(row.id));
  const moves = object.actions.find(({ name }) => name === 'move');
  const changeable = object.can.update ? object.fields.filter((one) => isEditable(one) && !one.hidden && !one.unique && one.kind !== 'file') : [];
  const named = (name: string) => changeable.find((one) => one.name === name);
  const owner = named('owner') ?? named('assigned_to');
  const tags = named('tags');
  const remove = async () => {
    if (await removeMany(object, items)) selection.clear();
  };
  const rest = list.count?.exact ? list.count.value : 0;
  return (
    <>
      <div className="bulk" role="toolbar" aria-label={t('select.actions')}>
        <span>{t('select.count', { n: selection.ids.size })}</span>
        {selection.all === true && rest > list.rows.length && rest <= 5000 && (
          <Button onClick={() => void list.readAll().then(selection.selectAll)}>{t('bulk.all', { n: rest })}</Button>
        )}
        {owner && (
          <Button ref={assignAt} icon={<IconUserPlus size={16} />} name={phone ? t('bulk.assign') : undefined} onClick={() => setOpen('assign')}>
            {!phone && t('bulk.assign')}
          </Button>
        )}
        {tags && (
          <Button ref={tagAt} icon={<IconTag size={16} />} name={phone ? t('bulk.tag') : undefined} onClick={() => setOpen('tag')}>
            {!phone && t('bulk.tag')}
          </Button>
        )}
        {changeable.length > 0 && (
          <Menu label={t('bulk.change')} icon={<IconPencil size={16} />} find={t('bulk.change')} options={changeable.map((one) => ({ value: one.name, label: fieldLabel(one) }))} onPick={(name) => setField(named(name) ?? null)}>
            {!phone && t('bulk.change')}
          </Menu>
        )}
        {items.length > 1 && mayMerge(object) && (
          <Button icon={<IconArrowMerge size={16} />} name={phone ? t('merge') : undefined} onClick={() => setOpen('merge')}>
            {!phone && t('merge')}
          </Button>
        )}
        {object.can.delete && (
          <Button icon={<IconTrash size={16} />} name={phone ? t('delete') : undefined} onClick={() => void remove()}>
            {!phone && t('delete')}
          </Button>
        )}
        <Button icon={<IconX size={16} />} name={t('select.none')} onClick={selection.clear} />
        {open === 'assign' && owner && (
          <Popover anchor={assignAt} label={t('bulk.assign')} onClose={() => setOpen(null)}>
            <Panel
              field={owner}
              value={null}
              onPick={(value) => {
                setOpen(null);
                void changeMany(object, items, { values: { [owner.name]: value } });
              }}
            />
          </Popover>
        )}
        {open === 'tag' && tags && (
          <Popover anchor={tagAt} label={t('bulk.tag')} onClose={() => setOpen(null)}>
            <Panel
              field={tags}
              value={[]}
              onPick={(value) => {
                setOpen(null);
                const [tag] = value as string[];
                if (tag) void changeMany(object, items, { addTag: tag });
              }}
            />
          </Popover>
        )}
      </div>
      {open === 'merge' && (
        <Suspense>
          <MergeDialog object={object} items={items} onClose={() => setOpen(null)} onMerged={selection.clear} />
        </Suspense>
      )}
      {field && moves && field.name === object.board?.field && <ChangeDialog field={{ ...field, required: true }} more={moves.inputs.filter(({ name }) => name !== field.name)} n={items.length} onClose={() => setField(null)} onSave={(value, others) => void moveMany(object, items, { ...others, [field.name]: value })} />}
      {field && !(moves && field.name === object.board?.field) && <ChangeDialog field={field} n={items.length} onClose={() => setField(null)} onSave={(value) => void changeMany(object, items as Item[], { values: { [field.name]: value } })} />}
    </>
  );
}

interface ChangeDialogProps {
  field: Field;
  n: number;
  /** What the change may need beside its value, as the reason of a loss. */
  more?: Field[];
  onClose: () => void;
  onSave: (value: unknown, others: Record<string, unknown>) => void;
}

function ChangeDialog({ field, n, more = [], onClose, onSave }: ChangeDialogProps) {
  const [others, setOthers] = useState<Record<string, unknown>>({});
  const [value, setValue] = useState<unknown>(field.kind === 'yes_no' ? true : null);
  const save = () => {
    onClose();
    onSave(isEmpty(value) ? null : value, others);
  };
  return (
    <Dialog
      title={t('bulk.changeTitle', { field: fieldLabel(field), n })}
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          <span className="hint">{isEmpty(value) && !field.required ? t('bulk.empties') : ''}</span>
          <span className="space" />
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" type="submit" disabled={isEmpty(value) && field.required}>{t('save')}</Button>
        </>
      }
    >
      <FieldInput field={{ ...field, required: false }} value={value} autoFocus onChange={setValue} />
      {more.map((one) => <FieldInput key={one.name} field={one} value={others[one.name]} onChange={(next) => setOthers({ ...others, [one.name]: next })} />)}
    </Dialog>
  );
}
