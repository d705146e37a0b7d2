// With a hundred thousand people behind it, and as many deals and talks as they have, the page costs what it costs with ten: what it loads, asks
// and draws depends on what is shown.

import { check, journey, same, Travel, until, type Traveller } from './journey.ts';
import { startBig } from './program.ts';
import { places, weigh } from './weigh.ts';

const rows = 100_000;
const deals = 20_000;
const talks = 2_000; // with one person
// A busy machine may answer parts of one round so late that they look like another: one more is allowed than there are.
const budget = { script: 175_000, rounds: 3, shift: 0.001, elements: 3_000 };
const more: Record<string, Partial<typeof budget>> = { board: { rounds: 5 } }; // pipeline, its stages, their deals, each known by the last

const given = ['Anna', 'Piotr', 'Małgorzata', 'Ана', 'Иван', 'Jakub', 'Zofia', 'Stefan', 'Ljupčo', 'Magdalena'];
const family = ['Nowak', 'Wiśniewska', 'Стојановски', 'Kowalczyk', 'Димитрова', 'Zielińska', 'Wójcik', 'Petrovski', 'Lewandowska', 'Mazur'];
const times = <T>(n: number, make: (i: number) => T) => Array.from({ length: n }, (_, i) => make(i));
const stages = ['Qualified', 'Proposal', 'Negotiation', 'Won'];

const tables = () => ({
  party: ['external_id,kind,given_name,family_name,email,phone', ...times(rows, (i) => `p${i},person,${given[i % 10]},${family[(i * 7) % 10]} ${i},p${i}@example.com,+4860${String(1_000_000 + i)}`)],
  deal: ['external_id,name,stage,amount', ...times(deals, (i) => `d${i},Deal ${i},${stages[i % 4]},${(i % 900) * 100}.00`)],
  activity: ['external_id,kind,subject,party', ...times(talks, (i) => `a${i},note,Talk ${i},p7`)],
});

/** How many rows of a list, or cards of a board, stand in the document. */
const drawn = (page: Traveller['page'], what: string) => page.locator(what).count();

journey('with a hundred thousand rows behind it a page loads, asks and draws no more than it shows', async ({ page }) => {
  const browser = page.context().browser()!;
  const program = await startBig(tables());
  const travel = new Travel(browser, program);
  try {
    const traveller = await travel.begin({});
    const { call, go, press } = traveller;
    const one = (await call<{ items: { id: string }[] }>('GET', `party?filter=${encodeURIComponent(JSON.stringify({ external_id: 'p7' }))}`)).items[0]!;
    same((await call<{ count: { value: number; exact: boolean } }>('GET', 'party?limit=1&count=capped')).count, { value: 10_000, exact: false }, 'The count of people');
    for (const [name, place] of Object.entries(places(one.id))) {
      // After half a second a page shows what it has: a busy machine moves things then and answers late, which it does not do each time.
      let over: string[] = [];
      for (let walked = 0; walked === 0 || (over.length && walked < 4); walked++) {
        const weight = await weigh(browser, program, place);
        over = Object.entries({ ...budget, ...more[name] }).flatMap(([what, most]) => {
          const found = weight[what as keyof typeof budget];
          return found > most ? `${name}: ${what} is ${found}, more than ${most}.` : [];
        });
      }
      check(!over.length, over.join(' '));
    }

    const big = traveller.page;
    const row = '[data-grid] [role=row][aria-selected]';
    await go('/people');
    await big.locator(row).first().waitFor();
    const atFirst = await drawn(big, row);
    check(atFirst <= 80, `${atFirst} rows are drawn of a list of 100,000.`);
    await big.getByRole('grid').focus();
    await press('End');
    for (let i = 0; i < 12; i++) await press('PageDown');
    await until('further pages are read', async () => (await big.locator(row).first().getAttribute('aria-rowindex')) !== '2');
    const later = await drawn(big, row);
    check(later <= 80, `${later} rows are drawn after scrolling.`);

    await go('/deal?show=board');
    await big.locator('[data-card]').first().waitFor();
    const cards = await drawn(big, '[data-card]');
    check(cards <= 400, `${cards} cards are drawn of ${deals} deals.`);
    await go(`/people/${one.id}`);
    await big.locator('.timeline-day').first().waitFor();
    const entries = await drawn(big, '.entry');
    check(entries <= 120, `${entries} entries are drawn of a timeline of ${talks}.`);
    check(!travel.complaints.length, travel.complaints.join('\n'));
  } finally {
    await travel.end();
    program.stop();
  }
});
