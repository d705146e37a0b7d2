// The box to find in a list. What is typed goes to the address, a moment later to the server.

import { t } from '../../ui/language';

interface SearchBoxProps {
  value: string | undefined;
  /** It has the keyboard from the first. */
  focused: boolean;
  onChange: (q: string | undefined) => void;
  onClose: () => void;
}

export function SearchBox({ value, focused, onChange, onClose }: SearchBoxProps) {
  return (
    <input
      className="search-box"
      type="search"
      autoFocus={focused}
      aria-label={t('find')}
      placeholder={t('find')}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value || undefined)}
      onBlur={() => !value && onClose()}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          onChange(undefined);
          onClose();
        } else if (event.key === 'ArrowDown' || event.key === 'Enter') document.querySelector<HTMLElement>('[data-grid]')?.focus();
        else return;
        event.preventDefault();
      }}
    />
  );
}
