import { testSecret } from '#testing'
import type { Answer, WireCall } from '../client.ts'
import { oddTexts } from './odd-values.ts'

/** What only somebody inside can know: frames of a stack, paths, SQL and how PostgreSQL complains, secrets. */
const ofInside: readonly RegExp[] = [
  /\n\s+at .+:\d+:\d+/,
  /\bfile:\/\/\/|\bnode_modules\b|\bnode:internal\b|\/server\/src\//,
  /\b(?:select|insert into|update|delete from)\b[^"]{0,40}\b(?:from|values|set|where)\b/i,
  /\brelation \\?"|\bconstraint \\?"|\bcolumn \\?"|\bsyntax error at\b|\bviolates\b|\bSQLSTATE\b|\bPL\/pgSQL\b/,
  /\b(?:shared|core|pg_catalog)\.[a-z_]{3,}|\btenancy\.[a-z_]+\(/,
  /\bstoa_(?:app|reader|system|owner)\b/,
  /\b(?:TypeError|RangeError|SyntaxError|DatabaseError)\b/,
  new RegExp(testSecret),
]

/** Odd texts that look like the inside, as JSON has them: a call before may have stored one, whole, in a row. */
const stored = oddTexts
  .filter((text) => ofInside.some((pattern) => pattern.test(text)))
  .map((text) => JSON.stringify(text).slice(1, -1))

/** The first thing of the inside that an answer tells, unless the caller said it, or stored it before as an odd text. */
export function insideTold(
  { headers, body }: Answer,
  { url, body: sent = '', headers: given }: WireCall,
): string | undefined {
  const said = `${decoded(url)} ${JSON.stringify(given)} ${sent}`
  const told = stored.reduce((rest, text) => rest.replaceAll(text, '…'), `${JSON.stringify(headers)}\n${body}`)
  for (const pattern of ofInside) {
    const [found] = pattern.exec(told) ?? []
    if (found !== undefined && !said.includes(found)) return found
  }
  return undefined
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    return url
  }
}
