// The button that opens which columns a list shows; what it opens is fetched then.

import { IconColumns3 } from '@tabler/icons-react';
import { lazy, Suspense, useRef, useState } from 'react';
import type { Field } from '../../app/types';
import { Button } from '../../ui/button';
import { Expected } from '../../ui/expected';
import { t } from '../../ui/language';
import { usePhone } from '../../ui/phone';

const fetchLayer = () => import('./columns-layer').then((module) => ({ default: module.ColumnsLayer }));
const ColumnsLayer = lazy(fetchLayer);

export interface ColumnsMenuProps {
  fields: Field[];
  names: string[];
  title: string;
  onChange: (names: string[]) => void;
}

export function ColumnsMenu(props: ColumnsMenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const phone = usePhone();
  return (
    <>
      <Button ref={button} icon={<IconColumns3 size={16} />} name={phone ? t('columns') : undefined} aria-haspopup="dialog" aria-expanded={open} onPointerEnter={() => void fetchLayer()} onClick={() => setOpen(!open)}>
        {!phone && t('columns')}
      </Button>
      {open && (
        <Suspense fallback={<Expected />}>
          <ColumnsLayer {...props} anchor={button} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
