// A sum of money, with a word where amounts without an exchange rate are not in it.

import type { Money } from '../app/types';
import { formatMoney, formatMoneyLarge } from '../ui/format';
import { language, t } from '../ui/language';

/** A sum as the server tells it: beside the amount, how many records had none in this currency. */
export type Sum = Money & { no_rate?: number };

export function SumText({ sum, large }: { sum: Sum; large?: boolean }) {
  const text = large ? formatMoneyLarge(sum, language()) : formatMoney(sum, language());
  if (!sum.no_rate) return <span className="number">{text}</span>;
  // Where nothing could be counted at all, a zero would be an untruth.
  const nothing = Number(sum.amount) === 0;
  return (
    <span className="number sum-part" title={t('sum.noRate', { n: sum.no_rate })}>
      {!nothing && text} <span className="faint">{t('sum.noRateShort', { n: sum.no_rate })}</span>
    </span>
  );
}
