// Axe finds nothing with a layer open over the page: the palette, menus, pickers, dialogs, what stands beside a list. One
// way to look at each; with RELACJA_ALL every language, theme and width that has it.

import { desks, findNothing, inLanguage, named, phones, waysFor } from './axe.ts';
import { journey, rowsShown, type Traveller } from './journey.ts';
import { wordsOf, type Language } from './words.ts';

type Say = (key: string) => string;
interface Opening extends Traveller {
  say: Say;
  /** A field as its reader knows it. */
  labelOf: (object: string, field: string) => Promise<string>;
  button: (name: string | RegExp) => Promise<void>;
}
interface Layer {
  name: string;
  at?: string | ((traveller: Traveller) => Promise<string>);
  /** What is there before it is opened. */
  ready?: string;
  open: (opening: Opening) => Promise<unknown>;
  shown: string;
  where?: 'desk' | 'phone';
}

const first = async (call: Traveller['call'], object: string, filter: object) =>
  (await call<{ items: { id: string }[] }>('GET', `${object}?limit=1&filter=${encodeURIComponent(JSON.stringify(filter))}`)).items[0]!.id;
const aPerson = async ({ call }: Traveller) => `/people/${await first(call, 'party', { kind: 'person' })}`;
const aDeal = async ({ call }: Traveller) => `/deal/${await first(call, 'deal', { 'stage.outcome': 'open' })}`;
const aDraft = async ({ call }: Traveller) => {
  const { id } = await call<{ id: string }>('POST', 'party', { kind: 'organization', name: 'Of the look at menus' });
  return `/quote/${(await call<{ id: string }>('POST', 'quote', { party: id })).id}`;
};
const aDeleted = async ({ call }: Traveller) => {
  const { id } = await call<{ id: string }>('POST', 'party', { kind: 'organization', name: 'Gone for the look at the bin' });
  await call('DELETE', `party/${id}`);
  return `/companies/${id}`;
};

/** The value of a field on a record's page, opened to be changed. */
const edit = (object: string, field: string) => async ({ page, labelOf, say }: Opening) => {
  const details = page.getByRole('group', { name: say('record.parts') }).getByRole('button', { name: say('record.details') });
  if (await details.count()) await details.click();
  const name = await labelOf(object, field);
  await page.getByRole('button', { name: say('edit.field').replace('{field}', name), exact: true }).first().click({ force: true });
};
const menuOf = async ({ page, say }: Opening) => page.locator('.title-bar').getByRole('button', { name: say('more'), exact: true }).click();

const layers: Layer[] = [
  { name: 'the palette', open: ({ press }) => press('Control+k'), shown: '[role=option]' },
  { name: 'the sheet of keys', open: ({ press }) => press('?'), shown: '.shortcut' },
  { name: 'a form', open: ({ press }) => press('c'), shown: '[role=dialog] .form-field, dialog .form-field' },
  { name: 'the fields to filter by', open: ({ press }) => press('f'), shown: '[role=option]' },
  { name: 'the columns', open: ({ button, say }) => button(say('columns')), shown: '.columns-popover', where: 'desk' },
  { name: 'a record beside', open: async ({ page, press }) => (await page.getByRole('grid').focus(), await press('Space')), shown: '.peek .composer', where: 'desk' },
  { name: 'some rows chosen', open: async ({ page, press }) => (await page.getByRole('grid').focus(), await press('x', 'ArrowDown', 'x')), shown: '.bulk', where: 'desk' },
  {
    name: 'two records to be merged',
    open: async ({ page, press, say }) => (await page.getByRole('grid').focus(), await press('x', 'ArrowDown', 'x'), page.locator('.bulk').getByRole('button', { name: say('merge') }).click()),
    shown: '[role=dialog] input[type=radio], dialog input[type=radio]',
    where: 'desk',
  },
  { name: 'the kinds of files', open: ({ button, say }) => button(say('export')), shown: '[role=option]', where: 'desk' },
  { name: 'the narrow sidebar', open: ({ press }) => press('['), shown: '.narrow-side', where: 'desk' },
  { name: 'the bell', open: ({ page }) => page.locator('.sidebar .bell').click(), shown: '.bell-popover', where: 'desk' },
  { name: 'what belongs to oneself', open: ({ page }) => page.locator('.sidebar .person').click(), shown: '[role=option]', where: 'desk' },
  { name: 'the rest of the places', open: ({ page }) => page.locator('.bottom-bar button').last().click(), shown: '.more-group', where: 'phone' },
  { name: 'what can be done with a record', at: aDraft, ready: '.composer', open: menuOf, shown: '[role=option]' },
  { name: 'a move of a deal', at: aDeal, ready: '.composer', open: async (opening) => (await menuOf(opening), opening.page.getByRole('option').first().click()), shown: '.pick-button' },
  { name: 'a day to pick', at: aDeal, ready: '.composer', open: edit('deal', 'closes_on'), shown: '.calendar, [role=grid] button' },
  { name: 'a colleague to pick', at: aDeal, ready: '.composer', open: edit('deal', 'owner'), shown: '[role=option]' },
  { name: 'tags to pick', at: aPerson, ready: '.composer', open: edit('party', 'tags'), shown: '[role=option]' },
  { name: 'an address', at: aPerson, ready: '.composer', open: edit('party', 'address'), shown: '.popover input' },
  { name: 'a record that is in the bin', at: aDeleted, ready: '.empty', open: async () => undefined, shown: '.empty button' },
  { name: 'the cards being arranged', at: '/', ready: '.figures', open: ({ page, say }) => page.getByRole('button', { name: say('home.arrange'), exact: true }).click(), shown: '.arrange li' },
  { name: 'the look around', at: '/', ready: '.figures', open: ({ page, say }) => page.getByRole('button', { name: new RegExp(say('steps.tour')) }).click(), shown: '.tour-card' },
  { name: 'a meeting being planned', at: '/calendar?show=week', ready: '.time-column', open: ({ page, say }) => page.getByRole('button', { name: say('calendar.new') }).first().click(), shown: '.free-line' },
  {
    name: 'the layouts of a page',
    at: '/settings/objects?object=deal',
    ready: '.shape .table',
    open: async ({ button, say }) => (await button(say('layout.title')), button(say('layout.record'))),
    shown: '.arrange-head',
  },
  { name: 'a field being made', at: '/settings/objects?object=deal', ready: '.shape .table', open: ({ button, say }) => button(say('shape.newField')), shown: '#field-kind' },
  {
    name: 'the names of a stage',
    at: '/settings/pipelines',
    ready: '.stages',
    open: async ({ page, say }) => (await page.locator('.stages .end button[aria-haspopup]').nth(1).click(), page.getByRole('option', { name: `${say('names')}…` }).click()),
    shown: 'input[id^=name-]',
  },
  { name: 'somebody new', at: '/settings/people', ready: '.people tbody tr', open: ({ button, say }) => button(say('people.new')), shown: '[role=dialog] input, dialog input' },
  {
    name: 'a new password for somebody',
    at: '/settings/people',
    ready: '.people tbody tr',
    open: async ({ page, say }) => (await page.locator('.people .end button').nth(1).click(), page.getByRole('option', { name: say('people.password') }).click()),
    shown: '[role=dialog] input, dialog input',
  },
];

layers.forEach((layer, index) => {
  const possible = layer.where === 'desk' ? desks : layer.where === 'phone' ? phones : undefined;
  for (const way of waysFor(index, possible))
    journey(`axe finds nothing with ${layer.name} (${named(way)})`, async (traveller) => {
      const { page, call, go } = traveller;
      const language = way.language as Language;
      const words = await wordsOf(language);
      const say: Say = (key) => words[key] ?? key;
      const labelOf: Opening['labelOf'] = async (object, field) => {
        const { objects } = await call<{ objects: { name: string; fields: { name: string; label: Record<string, string> }[] }[] }>('GET', 'meta');
        return objects.find(({ name }) => name === object)!.fields.find(({ name }) => name === field)!.label[language]!;
      };
      await inLanguage(page, language);
      await go(typeof layer.at === 'function' ? await layer.at(traveller) : (layer.at ?? '/people'));
      if (layer.ready) await page.locator(layer.ready).first().waitFor();
      else await rowsShown(page);
      await layer.open({ ...traveller, say, labelOf, button: (name) => page.getByRole('button', { name, exact: true }).first().click() });
      await page.locator(layer.shown).first().waitFor();
      await findNothing(page);
    }, way);
});
