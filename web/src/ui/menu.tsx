// A button that opens a list of things to do.

import { useRef, useState, type ReactNode } from 'react';
import { Button } from './button';
import { Options, type Option } from './options';
import { Popover } from './popover';

interface MenuProps {
  label: string;
  icon?: ReactNode;
  children?: ReactNode;
  options: Option[];
  selected?: string[];
  onPick: (value: string) => void;
  /** It opens: what a choice leads to can be fetched. */
  onOpen?: () => void;
  find?: string;
  small?: boolean;
  look?: 'plain' | 'outline';
  pressed?: boolean;
  keepOpen?: boolean;
  align?: 'start' | 'end';
  className?: string;
  /** Said instead of what the button shows. */
  name?: string;
}

export function Menu({ label, icon, children, options, selected, onPick, onOpen, find, small, look, keepOpen, align, className, name }: MenuProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        ref={button}
        icon={icon}
        name={name ?? (children ? undefined : label)}
        small={small}
        look={look}
        className={className}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={(event) => {
          event.stopPropagation();
          if (!open) onOpen?.();
          setOpen(!open);
        }}
      >
        {children}
      </Button>
      {open && (
        <Popover anchor={button} label={label} align={align} onClose={() => setOpen(false)}>
          <Options
            options={options}
            selected={selected}
            find={find}
            onPick={(option) => {
              if (!keepOpen) setOpen(false);
              onPick(option.value);
            }}
          />
        </Popover>
      )}
    </>
  );
}
