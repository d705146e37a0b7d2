// Holds e-invoices against the published rules of EN 16931: node invoice_rules.ts RULES.sch FILE... For each file it
// prints one line of JSON, {"file", "broken": ["BR-CO-15: …"]}.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename } from 'node:path'

interface Broken { assertId: string | null; isReport: boolean; message: string | null }
const { Schema } = createRequire(new URL('../../web/package.json', import.meta.url))('node-schematron') as {
  Schema: { fromString: (rules: string) => { validateString: (invoice: string) => Broken[] } }
}

const [rules, ...files] = process.argv.slice(2)
const schema = Schema.fromString(readFileSync(rules!, 'utf8'))
for (const file of files) {
  const found = schema.validateString(readFileSync(file, 'utf8'))
  const broken = found.map((each) => `${each.assertId ?? '?'}: ${(each.message ?? '').trim().replace(/\s+/g, ' ')}`)
  console.log(JSON.stringify({ file: basename(file), broken }))
}
