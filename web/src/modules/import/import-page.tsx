// Importing a file: choose what it holds, drop it, see how it is read and what becomes of each column, try it out, run it.

import { IconUpload } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type DragEvent } from 'react';
import { post, upload } from '../../app/api';
import { useMeta } from '../../app/session';
import type { Operation } from '../../app/operation';
import type { ObjectMeta } from '../../app/types';
import { problemText } from '../../record/store';
import { Button } from '../../ui/button';
import { label, t } from '../../ui/language';
import { useTitle } from '../../ui/title';
import { sayProblem } from '../../ui/toast';
import { MappingTable } from './mapping-table';
import { begin, pathOf, request, type Mapping, type Preview, type Reading } from './mapping';
import { OptionsForm } from './options-form';
import { Progress } from './progress';
import { ReadingForm } from './reading-form';
import './words';

interface Loaded {
  id: string;
  name: string;
  preview: Preview;
}

/** As the menu calls them: "People / Companies". */
const namesOf = (object: ObjectMeta) => (object.lists?.length ? object.lists.map((list) => label(list.label, list.name)).join(' / ') : label(object.plural, object.name));

export function ImportPage() {
  useTitle(t('import.title'));
  const search = useSearch({ from: '/inside/import' });
  const navigate = useNavigate({ from: '/import' });
  const { objects } = useMeta();
  // What people bring first stands first: their customers.
  const rank = (object: ObjectMeta) => (object.name === 'party' ? -1 : object.menu && object.menu.group !== 'settings' ? object.menu.position : 1000);
  const possible = objects.filter((object) => object.can.import && !object.hidden && (object.menu || object.own)).sort((a, b) => rank(a) - rank(b));
  const object = possible.find((candidate) => candidate.name === search.object) ?? possible[0];
  const [file, setFile] = useState<Loaded | null>(null);
  const [mapping, setMapping] = useState<Mapping>({ columns: {} });
  const [busy, setBusy] = useState(false);
  if (!object) return <p className="quiet">{t('import.nothing')}</p>;

  /** Looks at the file as what it holds now, or read in another way. */
  const look = async (wanted: string, id: string, name: string, reading?: Reading) => {
    const as = possible.find((candidate) => candidate.name === wanted) ?? object;
    const preview = await post<Preview>('import/preview', { object: as.name, file: id, ...(reading ? { reading } : {}) });
    setFile({ id, name, preview });
    setMapping(begin(as, preview));
    void navigate({ search: { object: as.name }, replace: true });
  };
  const guarded = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      sayProblem(problemText(error));
    } finally {
      setBusy(false);
    }
  };
  const choose = (name: string) => {
    if (file) void guarded(() => look(name, file.id, file.name));
    else void navigate({ search: { object: name }, replace: true });
  };
  const load = (chosen: File | undefined) => chosen && void guarded(async () => look(object.name, (await upload(chosen)).id, chosen.name));
  const reread = (reading: Reading) => file && void guarded(() => look(object.name, file.id, file.name, reading));
  const run = (dryRun: boolean) =>
    file &&
    void guarded(async () => {
      const { id } = await post<Operation>('import', request(object, file.id, mapping, dryRun));
      void navigate({ search: { object: object.name, operation: id, ...(dryRun ? { dry: true } : {}) } });
    });
  /** A real run stands by itself: nothing of its form can be pressed again. */
  const ran = Boolean(search.operation) && !search.dry;
  const other = () => {
    setFile(null);
    void navigate({ search: { object: object.name } });
  };
  const mapped = Object.values(mapping.columns).some(pathOf);
  return (
    <>
      <header className="title-bar">
        <h1>{t('import.title')}</h1>
      </header>
      <div className="sheet">
        <div className="sheet-inside">
          {!ran && <section className="form-grid">
            <div className="form-field">
              <label htmlFor="what">{t('import.what')}</label>
              <select id="what" value={object.name} onChange={(event) => choose(event.target.value)}>
                {possible.map((candidate) => (
                  <option key={candidate.name} value={candidate.name}>{namesOf(candidate)}</option>
                ))}
              </select>
            </div>
          </section>}
          {!file && !ran && <DropPlace busy={busy} onFile={load} />}
          {file && !ran && (
            <>
              <ReadingForm preview={file.preview} busy={busy} onReading={reread} />
              <MappingTable object={object} preview={file.preview} mapping={mapping} onMapping={setMapping} />
              <OptionsForm object={object} mapping={mapping} onMapping={setMapping} />
              <div className="row-actions">
                <Button look="outline" disabled={busy || !mapped} onClick={() => run(true)}>{t('import.dryRun')}</Button>
                <Button look={search.operation ? 'outline' : 'primary'} disabled={busy || !mapped} onClick={() => run(false)}>{t('import.run')}</Button>
                <Button onClick={() => setFile(null)}>{t('import.other')}</Button>
                <span className="faint">{file.name}</span>
              </div>
            </>
          )}
          {search.operation && <Progress key={search.operation} id={search.operation} dry={search.dry ?? false} onRun={file ? () => run(false) : undefined} mapping={file ? mapping : undefined} onMapping={file ? setMapping : undefined} onFollow={(operation) => void navigate({ search: { object: object.name, operation } })} onOther={ran ? other : undefined} />}
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
