// What stands on quotes and invoices of the company, and the terms on which it sells.

import { patch } from '../../app/api';
import { metaQuery, objectNamed, queries, useMeta } from '../../app/session';
import { label, t } from '../../ui/language';
import { Form, type Line } from './form';
import './company-words';

const whole = ['payment_days', 'quote_days', 'least_margin'];
const texts = ['tax_id', 'address_1', 'address_2', 'bank_account', 'vat_method', 'exemption_basis', 'signatory'];

/** As it is kept: days and percents as numbers, and nothing where nothing was given. What is no number is said by the server. */
function kept(name: string, given: string): unknown {
  const text = given.trim();
  if (!text) return undefined;
  return whole.includes(name) && /^\d+$/.test(text) ? Number(text) : text;
}

export function SellingSettings() {
  const { company, me } = useMeta();
  const more = company.more ?? {};
  const names = [...texts, ...whole];
  const save = async (values: Record<string, string>) => {
    const next = { ...more, ...Object.fromEntries(names.map((name) => [name, kept(name, values[name] ?? '')])) };
    await patch('company', { more: next }, company.version);
    await queries.invalidateQueries({ queryKey: metaQuery.queryKey });
  };
  const methods = objectNamed('invoice')?.fields.find(({ name }) => name === 'vat_method')?.choices ?? [];
  const lines: Line[] = [
    { name: 'tax_id', label: t('selling.taxId') },
    { name: 'address_1', label: t('selling.address1') },
    { name: 'address_2', label: t('selling.address2') },
    { name: 'bank_account', label: t('selling.bankAccount') },
    { name: 'vat_method', label: t('selling.vatMethod'), options: [{ value: '', label: t('selling.usual') }, ...methods.map((choice) => ({ value: choice.name, label: label(choice.label, choice.name) }))] },
    { name: 'payment_days', label: t('selling.paymentDays'), hint: t('selling.paymentDaysText') },
    { name: 'quote_days', label: t('selling.quoteDays'), hint: t('selling.quoteDaysText') },
    { name: 'least_margin', label: t('selling.leastMargin'), hint: t('selling.leastMarginText') },
    { name: 'exemption_basis', label: t('selling.exemption'), hint: t('selling.exemptionText') },
    { name: 'signatory', label: t('selling.signatory'), hint: t('selling.signatoryText') },
  ];
  return (
    <section>
      <h2>{t('selling')}</h2>
      <p className="hint">{t('selling.text')}</p>
      <Form
        lines={lines}
        values={Object.fromEntries(names.map((name) => [name, String(more[name] ?? '')]))}
        disabled={!me.administrator}
        onSave={save}
      />
    </section>
  );
}
