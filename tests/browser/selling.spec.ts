// From an offer to money, through the page, in each language: a quote becomes an order, the order an invoice, and a
// payment settles it. What an action makes is where one goes.

import { journey, mark, same, until, type Traveller } from './journey.ts';

type Label = Record<string, string>;
interface ObjectMeta {
  name: string;
  label: Label;
  plural: Label;
  actions: { name: string; label: Label }[];
  fields: { name: string; label: Label; choices?: { name: string; label: Label }[] }[];
}
interface Made {
  id: string;
  state: string;
}

const words = { en: { more: 'More', create: 'Create' }, pl: { more: 'Więcej', create: 'Utwórz' }, mk: { more: 'Повеќе', create: 'Создај' } };

async function sell({ page, call, go }: Traveller, language: 'en' | 'pl' | 'mk') {
  const { objects } = await call<{ objects: ObjectMeta[] }>('GET', 'meta');
  const say = words[language];
  const named = (name: string) => objects.find((object) => object.name === name)!;
  const label = (object: string, field: string) => named(object).fields.find(({ name }) => name === field)!.label[language]!;
  const customer = await call<Made>('POST', 'party', { kind: 'organization', name: `Bakery ${language} ${mark}` });
  const product = await call<Made>('POST', 'product', { name: `Beans ${language} ${mark}`, sku: `B-${language}-${mark}`, price: { amount: '100.00', currency: 'EUR' }, vat_rate: '23' });
  const here = () => /\/([a-z]+)\/(\d+)/.exec(page.url())!.slice(1) as [string, string];
  const dialog = page.getByRole('dialog').last();
  const pick = async (name: string, text: string) => {
    await dialog.getByLabel(name, { exact: true }).click();
    await page.keyboard.type(text);
    await page.getByRole('option', { name: text }).first().click();
  };
  /** Does something with the record from its menu. */
  const act = async (name: string) => {
    const [object] = here();
    const action = named(object).actions.find((one) => one.name === name)!.label[language]!;
    await page.locator('.title-bar').getByRole('button', { name: say.more, exact: true }).click();
    await page.getByRole('option', { name: action, exact: true }).click();
    await dialog.getByRole('button', { name: action, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  };
  const state = async () => (await call<Made>('GET', here().join('/'))).state;

  const quote = await call<Made>('POST', 'quote', { party: customer.id, currency: 'EUR' });
  await go(`/quote/${quote.id}`);
  await page.locator('.related', { hasText: named('quote_line').plural[language] }).getByRole('button').first().click();
  await pick(label('quote_line', 'product'), `Beans ${language} ${mark}`);
  await dialog.getByLabel(label('quote_line', 'quantity'), { exact: true }).fill('3');
  await dialog.getByRole('button', { name: say.create }).click();
  await dialog.waitFor({ state: 'detached' });
  await act('send');
  await until('it is sent', async () => (await state()) === 'sent');
  await act('accept');
  await page.waitForURL(/\/order\/\d+/);
  await act('confirm');
  await until('the order is confirmed', async () => (await state()) === 'confirmed');
  await act('invoice');
  await page.waitForURL(/\/invoice\/\d+/);
  const [, invoice] = here();
  await act('issue');
  await until('the invoice is issued', async () => (await state()) === 'issued');
  const { gross_total: gross } = await call<{ gross_total: { amount: string } }>('GET', `invoice/${invoice}`);
  same(gross.amount, '369.00', 'What is to be paid');
  const payment = await call<Made>('POST', 'payment', { party: customer.id, amount: { amount: gross.amount, currency: 'EUR' }, method: 'transfer' });
  await go(`/payment/${payment.id}`);
  await act('allocate_to_oldest');
  await until('the invoice is paid', async () => (await call<{ open: { amount: string } }>('GET', `invoice/${invoice}`)).open.amount === '0.00');
  await go(`/invoice/${invoice}`);
  await page.getByText(named('invoice').fields.find(({ name }) => name === 'settlement')!.choices!.find(({ name }) => name === 'settled')!.label[language]!).first().waitFor();
  const pdf = await page.context().request.get(`${new URL(page.url()).origin}/api/v1/invoice/${invoice}/rendition/pdf`);
  same([pdf.status(), (await pdf.body()).subarray(0, 5).toString()], [200, '%PDF-'], 'The invoice as PDF');
  await call('DELETE', `product/${product.id}`).catch(() => undefined);
}

journey('the menu of a document has what can be done with it now, and changes with it', async ({ page, call, go }) => {
  const customer = await call<Made>('POST', 'party', { kind: 'organization', name: `Menu ${mark}` });
  const quote = await call<Made>('POST', 'quote', { party: customer.id });
  await call('POST', 'quote_line', { quote: quote.id, name: 'Mill', unit_price: '10', vat_rate: '23' });
  const menu = async () => {
    await page.locator('.title-bar').getByRole('button', { name: 'More', exact: true }).click();
    const names = await page.getByRole('option').allInnerTexts();
    await page.keyboard.press('Escape');
    return names;
  };
  await go(`/quote/${quote.id}`);
  await page.locator('.composer').waitFor();
  same(await menu(), ['Send', 'PDF', 'Copy link', 'Delete'], 'What can be done with a draft');
  await call('POST', `quote/${quote.id}/send`, {}); // by somebody else meanwhile
  await until('the menu follows', async () => JSON.stringify(await menu()) === JSON.stringify(['Accept', 'Decline', 'New version', 'Share by an address', 'PDF', 'Copy link']));
});

journey('a customer sees a quote at its address, asks, is answered and accepts it, without a sign-in', async ({ page, call, go, another }) => {
  const customer = await call<Made>('POST', 'party', { kind: 'organization', name: `Outside ${mark}`, language: 'pl' });
  const quote = await call<Made>('POST', 'quote', { party: customer.id });
  await call('POST', 'quote_line', { quote: quote.id, name: 'Mill', unit_price: '10', vat_rate: '23' });
  await call('POST', `quote/${quote.id}/send`, {});
  await go(`/quote/${quote.id}`);
  await page.locator('.title-bar').getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('option', { name: 'Share by an address' }).click();
  const dialog = page.getByRole('dialog').last();
  await dialog.getByRole('button', { name: 'Share by an address' }).click();
  const told = await dialog.getByLabel('Send this address to the customer').inputValue();
  await dialog.getByRole('button', { name: 'Close' }).click();

  const outside = await another({ stranger: true, phone: true });
  await outside.go(new URL(told).pathname);
  await outside.see('Ważna do');
  await outside.page.getByRole('button', { name: 'English' }).click();
  await outside.page.getByLabel('Your name').fill('Jan Kos');
  await outside.page.getByRole('button', { name: 'Write to us' }).click();
  await outside.see('Please give: Text.');
  await outside.page.getByLabel('Text').fill('Does it grind fine?');
  await outside.page.getByRole('button', { name: 'Write to us' }).click();
  await outside.see('Does it grind fine?');

  await page.getByRole('button', { name: 'Comments' }).click();
  await page.getByText('Does it grind fine?').waitFor();
  await page.getByLabel('Write to your colleagues…').fill('As flour.');
  await page.getByLabel('The customer sees it').check();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await outside.page.reload();
  await outside.see('As flour.');
  await outside.page.getByRole('button', { name: 'Accept the quote' }).click();
  await outside.page.getByRole('dialog').getByLabel('Your name').fill('Jan Kos');
  await outside.page.getByRole('dialog').getByRole('button', { name: 'Accept the quote' }).click();
  await outside.see('Thank you. We have been told.');
  await until('it is accepted', async () => (await call<Made>('GET', `quote/${quote.id}`)).state === 'accepted');
  same(await outside.page.getByRole('button', { name: 'Accept the quote' }).count(), 0, 'Ways to accept it again');
});

for (const language of ['en', 'pl', 'mk'] as const)
  journey(`an offer becomes an order, an invoice and is paid (${language})`, async (traveller) => {
    await traveller.call('PATCH', 'me', { language });
    try {
      await sell(traveller, language);
    } finally {
      await traveller.call('PATCH', 'me', { language: 'en' });
    }
  });
