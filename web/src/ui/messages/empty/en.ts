// What an empty list is for, in English; loaded where a list is empty.

export const en = {
  'empty.people': 'People are your customers and those who speak for them: with their addresses, what was agreed and what comes next.',
  'empty.companies': 'Companies are the firms you deal with: their people, deals, orders and what they owe stand together.',
  'empty.deal': 'A deal is a sale you hope for: to whom, for how much, by when. Its stage says how far it is.',
  'empty.activity': 'Plan what is to be done and with whom; what is due stands on the first page and in the calendar.',
  'empty.pull': 'A pull fetches rows by itself, every hour or every day, from an address or a mailbox, and imports them as you have mapped the columns once.',
  'empty.ksef_connection': 'With a connection invoices go to KSeF when they are issued, and its numbers come back to them. You need the company’s tax number and a token of KSeF.',
  'empty.merge_rule': 'A rule says which records are one without asking, such as those with the same e-mail; the search for duplicates then merges them.',
  'empty.number_series': 'A series gives documents their numbers, such as FV/1/2026, one after the other and without a gap.',
  'empty.price_list': 'A price list holds prices for some customers or some days; without one every product has its own price.',
  'empty.bank_statement': 'Import the statement of your bank, and payments are put beside the invoices they pay.',
  'empty.quote': 'A quote offers products at a price until a day; accepted, it becomes an order by one action.',
  'empty.order': 'An order says what was sold to whom. It is made from an accepted quote, or by hand.',
  'empty.invoice': 'An invoice is made from an order, or by hand; issued, it has its number and changes no more.',
  'empty.claim': 'A claim is a complaint of a customer, with the day by which it must be answered.',
  'empty.product': 'Products and services have a price and a VAT rate here; quotes, orders and invoices take them from this list.',
  'empty.tag': 'A tag is a word with a colour that you put on records to find them again.',
};

export type EmptyMessages = Record<keyof typeof en, string>;
