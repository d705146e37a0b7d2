// Fields that are neither typed nor picked but have an editor of their own, which comes when it is opened.

import { lazy, Suspense, useRef, useState, type ComponentType } from 'react';
import type { Field, ObjectMeta } from '../../app/types';
import { t } from '../../ui/language';
import { isEmpty } from '../values';

export interface SpecialProps {
  value: unknown;
  /** The other values of the record, or of the form. */
  beside: Record<string, unknown>;
  onSave: (value: unknown) => void;
  onClose: () => void;
}

interface Special {
  Editor: ComponentType<SpecialProps>;
  /** What is said of a value where it stands. */
  text: (value: unknown) => string;
}

const columnsOf = (value: unknown) => Object.values((value as { columns?: Record<string, unknown> } | null)?.columns ?? {}).filter(Boolean).length;

const specials: Record<string, Special> = {
  'pull.mapping': { Editor: lazy(() => import('../../modules/import/mapping-dialog')), text: (value) => t('mapping.columns', { n: columnsOf(value) }) },
};

export const specialOf = (object: ObjectMeta | undefined, field: Field): Special | undefined => (object ? specials[`${object.name}.${field.name}`] : undefined);

export function SpecialEditor({ special: { Editor }, ...props }: SpecialProps & { special: Special }) {
  return (
    <Suspense>
      <Editor {...props} />
    </Suspense>
  );
}

interface SpecialInputProps {
  special: Special;
  id: string;
  value: unknown;
  beside: Record<string, unknown>;
  describe?: string;
  onChange: (value: unknown) => void;
}

/** The same in a form: a button that says what was chosen and opens the editor. */
export function SpecialInput({ special, id, value, beside, describe, onChange }: SpecialInputProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <>
      <button ref={button} id={id} type="button" className="pick-button" aria-haspopup="dialog" aria-expanded={open} aria-describedby={describe} onClick={() => setOpen(true)}>
        {isEmpty(value) ? <span className="faint">{t('pick.choose')}</span> : special.text(value)}
      </button>
      {open && <SpecialEditor special={special} value={value} beside={beside} onSave={onChange} onClose={close} />}
    </>
  );
}
