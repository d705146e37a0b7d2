// Runs the journeys: `node run.ts [part of a name]`. Prints each with its time; the exit status is 1 when one failed.

import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { journeys, openBrowser, renewMark, Travel, type Journey } from './journey.ts';
import { project, startDemo } from './program.ts';

const here = import.meta.dirname;
const wanted = process.argv[2] ?? '';
for (const file of readdirSync(here).filter((name) => name.endsWith('.spec.ts')).sort()) await import(path.join(here, file));

const program = await startDemo();
const browser = await openBrowser();
const pictures = path.join(project, 'test-results');
let failed = 0;
let walked = 0;
const faults: string[] = [];

/** Walks it in a context of its own; says what stood in its way, if anything did. */
async function walkOnce({ name, walk, wish }: Journey): Promise<string> {
  const begun = Date.now();
  renewMark();
  const travel = new Travel(browser, program);
  const traveller = await travel.begin(wish);
  try {
    await walk(traveller);
    if (travel.complaints.length) throw new Error('The page complained.');
    console.log(`ok      ${name} (${Date.now() - begun} ms)`);
    return '';
  } catch (error) {
    mkdirSync(pictures, { recursive: true });
    const picture = path.join(pictures, `${name.replace(/\W+/g, '-')}.png`);
    await traveller.page.screenshot({ path: picture }).catch(() => undefined);
    await traveller.call('PATCH', 'me', { language: 'en' }).catch(() => undefined); // it may have stopped in another
    const said = [...travel.complaints, String((error as Error).stack ?? error)].flatMap((one) => one.split('\n').slice(0, 8));
    return [...said, picture].join('\n        ');
  } finally {
    await travel.end();
  }
}

try {
  for (const journey of journeys) {
    if (!journey.name.includes(wanted)) continue;
    walked++;
    let fault = await walkOnce(journey);
    if (fault && !program.gone()) {
      // A busy machine may be in the way: what fails twice is broken, what failed and why is told at the end.
      console.log(`AGAIN   ${journey.name}`);
      faults.push(`unsteady: ${journey.name}\n        ${fault}`);
      fault = await walkOnce(journey);
    }
    if (fault) {
      failed++;
      console.log(`FAILED  ${journey.name}`);
      faults.push(`FAILED  ${journey.name}\n        ${fault}`);
    }
    if (program.gone()) {
      failed++;
      faults.push(`FAILED  the program itself\n        ${program.gone().split('\n').join('\n        ')}`);
      break;
    }
  }
} finally {
  await browser.close();
  program.stop();
}
for (const fault of faults) console.log(fault); // last, where they are found
console.log(`${walked} journeys, ${failed} failed`);
process.exitCode = failed || !walked ? 1 : 0;
