// What stands where nothing is: why, what to do, and one button that does it.

import type { ReactNode } from 'react';
import { Button } from './button';

interface EmptyProps {
  icon?: ReactNode;
  title: string;
  text: string;
  action?: string;
  onAction?: () => void;
}

export function Empty({ icon, title, text, action, onAction }: EmptyProps) {
  return (
    <div className="empty">
      {icon && <div className="empty-art">{icon}</div>}
      <h2>{title}</h2>
      <p>{text}</p>
      {action && (
        <Button look="outline" onClick={onAction}>
          {action}
        </Button>
      )}
    </div>
  );
}
