// The matrix of a role: a line for each object, a cell for each act, whose records in the cell. Arrows go from cell to
// cell; 0, M, T and A set one without opening it.

import { useState, type KeyboardEvent } from 'react';
import { groupLabel } from '../../app/sidebar';
import type { Filter, ObjectMeta } from '../../app/types';
import { keyName } from '../../ui/hotkeys';
import { NamedIcon } from '../../ui/icon';
import { label, t } from '../../ui/language';
import { Menu } from '../../ui/menu';
import { ConditionDialog } from './condition-dialog';
import { FieldsDialog } from './fields-dialog';
import { acts, actsOf, grantOf, levelOf, levelsOf, presets, takesGrant, withAct, withGrant, withPreset, type Act, type Grant, type Level, type Preset } from './grants';
import './words';

interface MatrixProps {
  objects: ObjectMeta[];
  grants: Grant[];
  locked: boolean;
  /** Told what is given now, in words. */
  onChange: (grants: Grant[], given: string) => void;
}

const order = ['work', 'sales', 'service', 'marketing', 'catalog', 'own', '', 'settings'];

/** Objects in the order of the menu, what is set up rather than worked with at the end. */
export function objectGroups(objects: ObjectMeta[]): [string, ObjectMeta[]][] {
  const groups = Map.groupBy(objects.filter(takesGrant), (object) => object.menu?.group ?? '');
  return [...groups].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
}

export const groupName = (group: string) => (group === 'settings' ? t('settings') : group ? groupLabel(group) : t('rights.parts'));

/** How far a right reaches, as a disc that fills and a word. */
export function LevelMark({ level }: { level: Level }) {
  return (
    <>
      <i className={`level ${level}`} aria-hidden />
      <span>{t(`level.${level}`)}</span>
    </>
  );
}

export function Matrix({ objects, grants, locked, onChange }: MatrixProps) {
  const [condition, setCondition] = useState<{ object: ObjectMeta; act: Act } | null>(null);
  const [fieldsOf, setFieldsOf] = useState<ObjectMeta | null>(null);
  const set = (object: ObjectMeta, act: Act, level: Level) => {
    if (locked || !levelsOf(object, act).includes(level)) return;
    if (level === 'filter') setCondition({ object, act });
    else give(object, act, level);
  };
  const give = (object: ObjectMeta, act: Act, level: Exclude<Level, 'filter'> | Filter) =>
    onChange(withAct(grants, object.name, act, level), `${label(object.plural)}, ${t(`act.${act}`)}: ${t(`level.${typeof level === 'string' ? (level as Level) : 'filter'}`)}`);
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const cell = (event.target as HTMLElement).closest<HTMLTableCellElement>('td, th');
    const row = cell?.parentElement as HTMLTableRowElement | null;
    if (!cell || !row || !(event.target instanceof HTMLButtonElement)) return;
    const key = keyName(event.nativeEvent);
    const step = { arrowup: [-1, 0], arrowdown: [1, 0], arrowleft: [0, -1], arrowright: [0, 1] }[key];
    const level = ({ '0': 'none', m: 'mine', t: 'team', a: 'all' } as Record<string, Level>)[key];
    if (step) {
      const rows = [...event.currentTarget.querySelectorAll('tr')].filter((one) => one.querySelector('td'));
      const next = rows[rows.indexOf(row) + step[0]!] ?? row;
      const at = cell.cellIndex + step[1]!;
      next.cells[at]?.querySelector('button')?.focus();
    } else if (level && cell.dataset.act) {
      const object = objects.find((one) => one.name === row.dataset.object);
      if (object) set(object, cell.dataset.act as Act, level);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="table-scroll">
      <table className="matrix" onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <th scope="col">{t('rights.object')}</th>
            {acts.map((act) => <th key={act} scope="col">{t(`act.${act}`)}</th>)}
            <th scope="col">{t('rights.fields')}</th>
          </tr>
        </thead>
        {objectGroups(objects).map(([group, some]) => (
          <tbody key={group}>
            <tr className="matrix-group"><th colSpan={acts.length + 2} scope="colgroup">{groupName(group)}</th></tr>
            {some.map((object) => (
              <tr key={object.name} data-object={object.name}>
                <th scope="row">
                  {locked ? <span className="matrix-object plain"><NamedIcon name={object.icon} size={16} /><span className="cut">{label(object.plural, object.name)}</span></span> : <Menu className="matrix-object" label={label(object.plural)} options={presets.map((preset) => ({ value: preset, label: t(`preset.${preset}`) }))} onPick={(preset) => onChange(withPreset(grants, object, preset as Preset), `${label(object.plural)}: ${t(`preset.${preset as Preset}`)}`)}>
                    <NamedIcon name={object.icon} size={16} />
                    <span className="cut">{label(object.plural, object.name)}</span>
                  </Menu>}
                </th>
                {acts.map((act) => (
                  <td key={act} data-act={act}>
                    <Cell object={object} act={act} grant={grantOf(grants, object.name)} locked={locked} onSet={(level) => set(object, act, level)} />
                  </td>
                ))}
                <td><FieldsCell object={object} grant={grantOf(grants, object.name)} onOpen={() => setFieldsOf(object)} /></td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
      {condition && (
        <ConditionDialog
          object={condition.object}
          act={condition.act}
          filter={filterOf(grantOf(grants, condition.object.name)[condition.act])}
          onClose={() => setCondition(null)}
          onSave={(filter) => give(condition.object, condition.act, filter)}
        />
      )}
      {fieldsOf && <FieldsDialog object={fieldsOf} grant={grantOf(grants, fieldsOf.name)} locked={locked} onClose={() => setFieldsOf(null)} onChange={(grant) => onChange(withGrant(grants, grant), `${label(fieldsOf.plural)}: ${t('rights.fields')}`)} />}
    </div>
  );
}

const filterOf = (given: Grant[Act]): Filter => (given && given !== true && typeof given.rows === 'object' ? given.rows : {});

interface CellProps {
  object: ObjectMeta;
  act: Act;
  grant: Grant;
  locked: boolean;
  onSet: (level: Level) => void;
}

function Cell({ object, act, grant, locked, onSet }: CellProps) {
  const level = levelOf(grant[act]);
  if (!actsOf(object).includes(act)) return <span className="matrix-follows" title={t('rights.follows')}>{t('rights.followsShort')}</span>;
  const levels = levelsOf(object, act);
  const name = `${label(object.plural)}, ${t(`act.${act}`)}: ${t(`level.${level}`)}`;
  if (locked || levels.length === 2)
    return (
      <button type="button" className={`matrix-cell ${level}`} aria-label={name} aria-pressed={levels.length === 2 ? level === 'all' : undefined} disabled={locked} onClick={() => onSet(level === 'all' ? 'none' : 'all')}>
        <LevelMark level={level} />
      </button>
    );
  return (
    <Menu
      className={`matrix-cell ${level}`}
      label={name}
      name={name}
      options={levels.map((one) => ({ value: one, label: t(`level.${one}.long`), mark: <i className={`level ${one}`} /> }))}
      selected={[level]}
      onPick={(value) => onSet(value as Level)}
    >
      <LevelMark level={level} />
    </Menu>
  );
}

function FieldsCell({ object, grant, onOpen }: { object: ObjectMeta; grant: Grant; onOpen: () => void }) {
  const limited = Object.values(grant.fields ?? {}).filter((access) => access !== 'write').length;
  const actions = object.actions.length ? t('rights.actionsOf', { n: grant.actions?.length ?? 0, all: object.actions.length }) : '';
  const text = limited ? t('rights.limited', { n: limited }) : t('rights.allFields');
  return (
    <button type="button" className={`matrix-cell ${limited ? 'filter' : ''}`} onClick={onOpen}>
      <span>
        <span className="unseen">{`${label(object.plural)}, ${t('rights.fields')}: `}</span>
        {text}
      </span>
      {actions && <small>{actions}</small>}
    </button>
  );
}
