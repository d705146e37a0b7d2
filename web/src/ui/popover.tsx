// A layer beside the thing it belongs to. It lies in the browser's top layer, so nothing clips it, also inside a dialog.

import { focusBack } from './focus';
import { useEffect, useEffectEvent, useLayoutEffect, useRef, type ReactNode, type RefObject, type SyntheticEvent } from 'react';

interface PopoverProps {
  anchor: RefObject<HTMLElement | null>;
  onClose: () => void;
  label: string;
  children: ReactNode;
  className?: string;
  align?: 'start' | 'end';
  /** Lies over the anchor instead of below it, as an editor of a cell does. */
  over?: boolean;
}

function place(layer: HTMLElement, anchor: HTMLElement, align: 'start' | 'end', over: boolean) {
  const at = anchor.getBoundingClientRect();
  const size = layer.getBoundingClientRect();
  const margin = 8;
  const below = over ? at.top : at.bottom + 4;
  const above = over ? at.bottom - size.height : at.top - 4 - size.height;
  const fits = below + size.height <= innerHeight - margin;
  const top = fits || above < margin ? Math.min(below, innerHeight - margin - size.height) : above;
  const left = align === 'end' ? at.right - size.width : at.left;
  layer.style.top = `${Math.max(margin, top)}px`;
  layer.style.left = `${Math.max(margin, Math.min(left, innerWidth - margin - size.width))}px`;
}

const stop = (event: SyntheticEvent) => event.stopPropagation();

export function Popover({ anchor, onClose, label, children, className = '', align = 'start', over = false }: PopoverProps) {
  const layer = useRef<HTMLDivElement>(null);
  const close = useEffectEvent(onClose);

  useLayoutEffect(() => {
    const element = layer.current!;
    const owner = anchor.current!;
    const before = document.activeElement as HTMLElement | null;
    if (over) element.style.minWidth = `${owner.offsetWidth}px`;
    element.showPopover();
    place(element, owner, align, over);
    (element.querySelector<HTMLElement>('[data-autofocus], input, textarea') ?? element).focus();
    const sized = new ResizeObserver(() => place(element, owner, align, over));
    sized.observe(element);
    return () => {
      sized.disconnect();
      const inside = document.activeElement === document.body || element.contains(document.activeElement);
      if (inside) focusBack(before === document.body ? owner : before);
    };
  }, [anchor, align, over]);

  useEffect(() => {
    const outside = (event: Event) => {
      const target = event.target as Node;
      if (!layer.current?.contains(target) && !anchor.current?.contains(target)) close();
    };
    document.addEventListener('pointerdown', outside, true);
    addEventListener('blur', outside);
    return () => {
      document.removeEventListener('pointerdown', outside, true);
      removeEventListener('blur', outside);
    };
  }, [anchor]);

  return (
    <div
      ref={layer}
      popover="manual"
      role="dialog"
      aria-label={label}
      tabIndex={-1}
      className={`popover ${className}`}
      onClick={stop}
      onDoubleClick={stop}
      onPointerDown={stop}
      onMouseDown={stop}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onClose();
      }}
    >
      {children}
    </div>
  );
}
