// A day to choose: a button that says it, and the month to pick another from.

import { IconCalendar } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { Button } from './button';
import { Calendar } from './calendar';
import { formatDay } from './dates';
import { language } from './language';
import { Popover } from './popover';

export function DayButton({ label, value, onPick }: { label: string; value: string; onPick: (day: string) => void }) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <span className="chosen-by">
      {label}
      <Button ref={anchor} look="outline" icon={<IconCalendar size={15} />} name={`${label} ${formatDay(value, language())}`} aria-expanded={open} onClick={() => setOpen(!open)}>
        {formatDay(value, language())}
      </Button>
      {open && (
        <Popover anchor={anchor} label={label} onClose={() => setOpen(false)}>
          <Calendar
            value={value}
            required
            onPick={(day) => {
              setOpen(false);
              if (day) onPick(day);
            }}
          />
        </Popover>
      )}
    </span>
  );
}
