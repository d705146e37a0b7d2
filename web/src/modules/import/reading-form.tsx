// How the file is read: its letters, its separator, its sheet; and what the server recognised.

import { label, t } from '../../ui/language';
import type { Preview, Reading } from './mapping';
import './words';

interface ReadingFormProps {
  preview: Preview;
  busy: boolean;
  onReading: (reading: Reading) => void;
}

const separators = [',', ';', '\t', '|'];
const surelyRead = 0.9;

export function ReadingForm({ preview, busy, onReading }: ReadingFormProps) {
  const { reading, preset, remembered, sheets, encodings } = preview;
  const change = (part: Partial<Reading>) => onReading({ ...reading, ...part });
  const text = reading.encoding !== undefined && encodings.length > 0;
  const separated = reading.separator !== undefined;
  return (
    <section>
      <h2>{t('import.reading')}</h2>
      {remembered ? <p className="hint">{t('import.remembered')}</p> : preset && <p className="hint">{t('import.preset', { name: label(preset.label, preset.name) })}</p>}
      {preview.mixed && <p className="hint">{t('import.mixed')}</p>}
      {preview.notes.map((note) => <p key={note} className="hint">{note}</p>)}
      <div className="form-grid reading">
        {text && (
          <div className="form-field">
            <label htmlFor="encoding">{t('import.encoding')}</label>
            <select id="encoding" value={reading.encoding} disabled={busy} onChange={(event) => change({ encoding: event.target.value })}>
              {[...new Set([reading.encoding!, ...encodings])].map((name) => <option key={name}>{name}</option>)}
            </select>
            {preview.encoding_sure < surelyRead && <p className="hint">{t('import.unsure')}</p>}
          </div>
        )}
        {separated && (
          <div className="form-field">
            <label htmlFor="separator">{t('import.separator')}</label>
            <select id="separator" value={reading.separator} disabled={busy} onChange={(event) => change({ separator: event.target.value })}>
              {[...new Set([...separators, reading.separator!])].map((mark) => <option key={mark} value={mark}>{mark === '\t' ? t('import.separator.tab') : mark}</option>)}
            </select>
          </div>
        )}
        {sheets.length > 0 && (
          <div className="form-field">
            <label htmlFor="sheet">{t('import.sheet')}</label>
            <select id="sheet" value={reading.sheet ?? sheets[0]} disabled={busy || sheets.length === 1} onChange={(event) => change({ sheet: event.target.value })}>
              {sheets.map((name) => <option key={name}>{name}</option>)}
            </select>
          </div>
        )}
      </div>
    </section>
  );
}
