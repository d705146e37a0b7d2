// The buttons of the page: plain, outlined, primary; an icon alone carries its name for those who cannot see it.

import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: 'plain' | 'outline' | 'primary' | 'danger';
  small?: boolean;
  pressed?: boolean;
  icon?: ReactNode;
  /** Says what an icon alone does. */
  name?: string;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = 'plain', small, pressed, icon, name, className = '', children, ...rest }: ButtonProps) {
  const classes = ['button', look, small && 'small', !children && 'icon-only', pressed && 'pressed', className];
  return (
    <button type="button" className={classes.filter(Boolean).join(' ')} aria-label={name} title={name} aria-pressed={pressed} {...rest}>
      {icon}
      {children}
    </button>
  );
}

export const Key = ({ children }: { children: ReactNode }) => <kbd className="key">{children}</kbd>;
