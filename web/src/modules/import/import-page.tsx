// Importing a file: choose what it holds, drop it, say what becomes of each column, try it out, run it.

import { IconUpload } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type DragEvent } from 'react';
import { post, upload } from '../../app/api';
import { useMeta } from '../../app/session';
import type { Operation } from '../../app/operation';
import { problemText } from '../../record/store';
import { Button } from '../../ui/button';
import { label, t } from '../../ui/language';
import { sayProblem } from '../../ui/toast';
import { MappingTable } from './mapping-table';
import { matchFields, proposed, request, type ImportOptions, type Mapping, type Preview } from './mapping';
import { Progress } from './progress';

interface Loaded {
  id: string;
  name: string;
  preview: Preview;
}

export function ImportPage() {
  const search = useSearch({ from: '/inside/import' });
  const navigate = useNavigate({ from: '/import' });
  const { objects, company } = useMeta();
  const possible = objects.filter((object) => object.can.import && !object.hidden && (object.menu || object.own));
  const object = possible.find((candidate) => candidate.name === search.object) ?? possible[0];
  const [file, setFile] = useState<Loaded | null>(null);
  const [mapping, setMapping] = useState<Mapping>({});
  const [options, setOptions] = useState<ImportOptions>({ match: '', mode: 'create_or_update', currency: company.currency });
  const [busy, setBusy] = useState(false);
  if (!object) return <p className="quiet">{t('import.nothing')}</p>;

  const choose = (name: string) => {
    setFile(null);
    void navigate({ search: { object: name }, replace: true });
  };
  const load = async (chosen: File | undefined) => {
    if (!chosen) return;
    setBusy(true);
    try {
      const { id } = await upload(chosen);
      const preview = await post<Preview>('import/preview', { object: object.name, file: id });
      const wished = proposed(preview);
      setFile({ id, name: chosen.name, preview });
      setMapping(wished);
      setOptions((old) => ({ ...old, match: matchFields(object, wished)[0] ?? '' }));
      void navigate({ search: { object: object.name }, replace: true });
    } catch (error) {
      sayProblem(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  const run = async (dryRun: boolean) => {
    if (!file) return;
    setBusy(true);
    try {
      const { id } = await post<Operation>('import', request(object, file.id, mapping, options, dryRun));
      void navigate({ search: { object: object.name, operation: id, ...(dryRun ? { dry: true } : {}) } });
    } catch (error) {
      sayProblem(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  const mapped = Object.values(mapping).some(({ field }) => field);
  return (
    <>
      <header className="title-bar">
        <h1>{t('import.title')}</h1>
      </header>
      <div className="sheet">
        <div className="sheet-inside">
          <section className="form-grid">
            <div className="form-field">
              <label htmlFor="what">{t('import.what')}</label>
              <select id="what" value={object.name} onChange={(event) => choose(event.target.value)}>
                {possible.map((candidate) => (
                  <option key={candidate.name} value={candidate.name}>{label(candidate.plural, candidate.name)}</option>
                ))}
              </select>
            </div>
          </section>
          {!file && <DropPlace busy={busy} onFile={(chosen) => void load(chosen)} />}
          {file && (
            <>
              <MappingTable object={object} preview={file.preview} mapping={mapping} options={options} onMapping={setMapping} onOptions={setOptions} />
              <div className="row-actions">
                <Button look="outline" disabled={busy || !mapped} onClick={() => void run(true)}>{t('import.dryRun')}</Button>
                <Button look="primary" disabled={busy || !mapped} onClick={() => void run(false)}>{t('import.run')}</Button>
                <Button onClick={() => setFile(null)}>{t('import.other')}</Button>
                <span className="faint">{file.name}</span>
              </div>
            </>
          )}
          {search.operation && <Progress key={search.operation} id={search.operation} dry={search.dry ?? false} onRun={file ? () => void run(false) : undefined} onFollow={(operation) => void navigate({ search: { object: object.name, operation } })} />}
        </div>
      </div>
    </>
  );
}

function DropPlace({ busy, onFile }: { busy: boolean; onFile: (file: File | undefined) => void }) {
  const [over, setOver] = useState(false);
  const onDrag = (event: DragEvent, inside: boolean) => {
    event.preventDefault();
    setOver(inside);
  };
  return (
    <label
      className={`drop${over ? ' over' : ''}`}
      onDragOver={(event) => onDrag(event, true)}
      onDragLeave={(event) => onDrag(event, false)}
      onDrop={(event) => {
        onDrag(event, false);
        onFile(event.dataTransfer.files[0]);
      }}
    >
      <IconUpload size={24} stroke={1.5} aria-hidden />
      <b>{t('import.drop')}</b>
      <span>{t('import.dropText')}</span>
      <input type="file" className="unseen" accept=".csv,.tsv,.txt,.xlsx,.json,.jsonl,.ndjson,.vcf,text/csv" disabled={busy} onChange={(event) => onFile(event.target.files?.[0])} />
    </label>
  );
}
