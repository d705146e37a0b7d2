// The refused rows of an import, to be mended where they stand and imported again, just these, as the first time.

import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { post, upload } from '../../app/api';
import type { Operation } from '../../app/operation';
import type { ObjectMeta } from '../../app/types';
import { problemText } from '../../record/store';
import { Button } from '../../ui/button';
import { formatNumber } from '../../ui/format';
import { language, t } from '../../ui/language';
import { sayProblem } from '../../ui/toast';
import { pathOf } from './mapping';
import { asFile, sameOrder, toldQuery, type ToldRow } from './told';
import { DownloadRefused, shownRows } from './told-rows';
import { ToldTable } from './told-table';
import './words';

interface MendRowsProps {
  id: string;
  object: ObjectMeta;
  /** Shows the import of the mended rows. */
  onFollow: (id: string) => void;
}

export function MendRows({ id, object, onFollow }: MendRowsProps) {
  const { data } = useQuery(toldQuery(id, 'refused'));
  const [mended, setMended] = useState<Record<number, string[]>>({});
  const [busy, setBusy] = useState(false);
  if (!data) return null;
  const { header = [], mapping = { columns: {} } } = data;
  const rows = data.items.slice(0, shownRows);
  const width = Math.max(header.length, ...rows.map(({ cells = [] }) => cells.length));
  const wrong = new Set(rows.flatMap(({ problems }) => problems.map(({ column }) => column)));
  // What goes nowhere needs no mending, unless somebody complains of it.
  const shown = Array.from({ length: width }, (_, index) => index).filter((index) => index >= header.length || wrong.has(header[index]) || pathOf(mapping.columns[header[index]!]));
  const cellsOf = ({ row, cells = [] }: ToldRow) => mended[row] ?? cells;
  const again = async () => {
    setBusy(true);
    try {
      const file = await upload(new File([asFile(header, rows.map(cellsOf))], `${t('import.mended')}.csv`, { type: 'text/csv' }));
      onFollow((await post<Operation>('import', sameOrder(object, file.id, mapping))).id);
    } catch (error) {
      sayProblem(problemText(error));
      setBusy(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void again();
      }}
    >
      <ToldTable mends title={t('import.refusedRows')} text={t('import.mend')} columns={[t('import.row'), ...shown.map((index) => header[index] ?? '')]}>
        {rows.map((told) => (
          <MendRow key={told.row} told={told} header={header} shown={shown} cells={cellsOf(told)} onCells={(cells) => setMended((old) => ({ ...old, [told.row]: cells }))} />
        ))}
      </ToldTable>
      <div className="row-actions">
        <Button look="primary" type="submit" disabled={busy}>{t('import.again')}</Button>
        <DownloadRefused id={id} more={data.items.length > shownRows} />
      </div>
    </form>
  );
}

interface MendRowProps {
  told: ToldRow;
  header: string[];
  shown: number[];
  cells: string[];
  onCells: (cells: string[]) => void;
}

function MendRow({ told, header, shown, cells, onCells }: MendRowProps) {
  const id = useId();
  const ofWhole = told.problems.filter(({ column }) => !column || !header.includes(column));
  return (
    <tr>
      <td className="number">
        {formatNumber(told.row, language())}
        {ofWhole.map(({ message }) => <p key={message} className="problem">{message}</p>)}
      </td>
      {shown.map((index) => {
        const sentences = told.problems.filter(({ column }) => column && column === header[index]).map(({ message }) => message);
        return (
          <td key={index} className={sentences.length ? 'bad' : undefined}>
            <input
              aria-label={`${formatNumber(told.row, language())}: ${header[index] ?? index + 1}`}
              aria-invalid={sentences.length > 0 || undefined}
              aria-describedby={sentences.length ? `${id}-${index}` : undefined}
              value={cells[index] ?? ''}
              onChange={(event) => onCells(Array.from({ length: Math.max(cells.length, index + 1) }, (_, at) => (at === index ? event.target.value : (cells[at] ?? ''))))}
            />
            {sentences.length > 0 && <p id={`${id}-${index}`} className="problem">{sentences.join(' ')}</p>}
          </td>
        );
      })}
    </tr>
  );
}
