// A dialog in the middle of the page, the browser's own: it keeps the focus inside and closes on Escape.

import { IconX } from '@tabler/icons-react';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Button } from './button';
import { focusBack } from './focus';
import { t } from './language';

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  footer?: ReactNode;
  wide?: boolean;
  onSubmit?: () => void;
}

export function Dialog({ title, onClose, children, footer, wide, onSubmit }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current!;
    const opener = document.activeElement;
    element.showModal();
    element.querySelector('.dialog-body')!.scrollTop = 0; // the browser brought what it would have focused into sight
    element.querySelector<HTMLElement>('[data-autofocus], .dialog-body input, .dialog-body textarea, .dialog-body button')?.focus({ preventScroll: true });
    return () => {
      element.close();
      setTimeout(() => focusBack(opener));
    };
  }, []);
  // A form inside of a form would be sent as the outer one: each dialog stands by itself.
  return createPortal(
    <dialog
      ref={dialog}
      className={`dialog${wide ? ' wide' : ''}`}
      aria-label={title}
      onCancel={(event) => {
        if (event.target !== dialog.current) return; // of a choice of files, or of a dialog above this one
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        // From a text of several lines too.
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        event.currentTarget.querySelector('form')?.requestSubmit();
      }}
      onClick={(event) => event.stopPropagation()} // what opened it is no part of it
      onPointerDown={(event) => event.target === dialog.current && onClose()}
    >
      <form noValidate
        className="dialog-frame"
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          onSubmit?.();
        }}
      >
        <header className="dialog-head">
          <h2>{title}</h2>
          <Button icon={<IconX size={16} />} name={t('close')} onClick={onClose} />
        </header>
        <div className="dialog-body">{children}</div>
        {footer && <footer className="dialog-foot">{footer}</footer>}
      </form>
    </dialog>,
    document.body,
  );
}
