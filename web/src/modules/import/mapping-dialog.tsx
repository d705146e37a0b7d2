// What becomes of each column of what is pulled again and again: as an import has it, beside what came last, or beside a
// file that looks like what is to come.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { post, upload } from '../../app/api';
import { objectNamed } from '../../app/session';
import type { FileValue, Item, ObjectMeta } from '../../app/types';
import type { SpecialProps } from '../../record/edit/special';
import { fewQuery, problemText } from '../../record/store';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { label, t } from '../../ui/language';
import { sayProblem } from '../../ui/toast';
import { begin, pathOf, type Mapping, type Preview } from './mapping';
import { MappingTable } from './mapping-table';
import { OptionsForm } from './options-form';
import './words';

const kept = ['columns', 'match', 'mode', 'defaults', 'currency', 'strict', 'reading', 'beside', 'leave_out', 'then'];

/** Without anything to look at: the columns that were mapped before. */
const known = (mapping: Mapping | null): Preview => ({
  reading: {},
  encoding_sure: 1,
  mixed: false,
  encodings: [],
  sheets: [],
  notes: [],
  preset: null,
  remembered: false,
  looked_at: 0,
  whole: true,
  details: Object.keys(mapping?.columns ?? {}).map((header) => ({ header, field: null, sure: 0, why: '', samples: [], filled: -1, different: 0 })),
  mapping: mapping ?? { columns: {} },
});

/** What was chosen before stays; columns that are new get what the server proposes. */
function joined(object: ObjectMeta, preview: Preview, given: Mapping | null): Mapping {
  const proposed = begin(object, preview);
  return given ? { ...proposed, ...given, columns: { ...proposed.columns, ...given.columns } } : proposed;
}

const look = (object: ObjectMeta, file: string) => post<Preview>('import/preview', { object: object.name, file });

/** What the last run brought, looked at as an import does. */
async function lastContent(object: ObjectMeta, runs: Item[] | undefined): Promise<Preview | null> {
  const content = runs?.map((run) => run.content as FileValue | null).find(Boolean);
  return content ? look(object, content.id).catch(() => null) : null;
}

export default function MappingDialog({ value, beside, onSave, onClose }: SpecialProps) {
  const given = value as Mapping | null;
  const object = objectNamed(String(beside.object ?? ''));
  const pull = typeof beside.id === 'string' ? beside.id : undefined;
  const { data: runs } = useQuery({ ...fewQuery('pull_run', { filter: { pull }, sort: '-started_at', limit: 10 }), enabled: pull !== undefined });
  const { data: last } = useQuery({ queryKey: ['pulled', object?.name, pull, runs?.items[0]?.id], queryFn: () => lastContent(object!, runs?.items), enabled: object !== undefined && runs !== undefined });
  const [shown, setShown] = useState<Preview | null>(null);
  const [mapping, setMapping] = useState<Mapping | null>(null);
  const preview = shown ?? last ?? known(given);
  const now = object && (mapping ?? joined(object, preview, given));
  const choose = async (file: File | undefined) => {
    if (!file || !object) return;
    try {
      const next = await look(object, (await upload(file)).id);
      setShown(next);
      setMapping(joined(object, next, given));
    } catch (error) {
      sayProblem(problemText(error));
    }
  };
  const save = () => {
    onSave(Object.fromEntries(Object.entries(now ?? {}).filter(([name, part]) => kept.includes(name) && part !== undefined)));
    onClose();
  };
  return (
    <Dialog
      wide
      title={object ? t('mapping.title', { what: label(object.plural, object.name) }) : t('mapping.object')}
      onClose={onClose}
      onSubmit={save}
      footer={
        <>
          <span className="space" />
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" type="submit" disabled={!now?.match?.length || !Object.values(now.columns).some(pathOf)}>{t('save')}</Button>
        </>
      }
    >
      {object && now ? (
        <div className="mapping-dialog">
          <p className="hint">{t(shown ? 'mapping.sample' : last ? 'mapping.last' : 'mapping.none')}</p>
          <input type="file" aria-label={t('mapping.file')} accept=".csv,.tsv,.txt,.xlsx,.json,.jsonl,.ndjson,.vcf,text/csv" onChange={(event) => void choose(event.target.files?.[0])} />
          {preview.details.length > 0 && (
            <>
              <MappingTable object={object} preview={preview} mapping={now} onMapping={setMapping} />
              <OptionsForm object={object} mapping={now} onMapping={setMapping} />
              <p className="hint">{t('mapping.match')}</p>
            </>
          )}
        </div>
      ) : (
        <p className="hint">{t('mapping.objectText')}</p>
      )}
    </Dialog>
  );
}
