/** Writes the API document to stdout, or to the file that is named: `node scripts/run.mjs scripts/openapi.ts [file]`. */
import { writeFileSync } from 'node:fs'
import { defaultSettings, openApiDocument } from '../server/src/edge/http/index.ts'
import { tokenRefusals } from '../server/src/platform/identity/index.ts'
import { routes } from './routes.ts'

const document = openApiDocument({ routes, refusals: tokenRefusals, ...defaultSettings })
const text = `${JSON.stringify(document, null, 2)}\n`
const file = process.argv[2]
if (file === undefined) process.stdout.write(text)
else writeFileSync(file, text)
