import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../command.ts'
import { camel, kebab, type ResourceName, snake } from './resource-name.ts'

/** The folders that describe themselves as a vertical: routes and permissions in their `index.ts`. */
export function verticalsIn(sources: string): string[] {
  return readdirSync(sources, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isVertical(join(sources, entry.name, 'index.ts')))
    .map(({ name }) => name)
}

function isVertical(index: string): boolean {
  return existsSync(index) && / routes: \[[\s\S]* permissions: \{/.test(readFileSync(index, 'utf8'))
}

/**
 * A vertical's index with the resource in it: its routes, and who may do what. Owners, admins and operators get everything,
 * viewers what reads.
 * @throws UsageError where the index is not written like the others
 */
export function withResource(index: string, name: ResourceName): string {
  const [singular, plural] = name.words
  const routes = `${camel(singular)}Routes`
  const everything = `'${snake(plural)}.*'`
  const readings = `'${snake(plural)}.list', '${snake(plural)}.get'`
  const grants = [
    [/(\n {4}owner: \[)/, everything],
    [/(\n {4}admin: \[)/, everything],
    [/(\n {4}operator: \[)/, everything],
    [/const readings = /.test(index) ? /(\nconst readings = \[)/ : /(\n {4}viewer: \[)/, readings],
  ] as const
  const imported = `import { ${routes} } from './${kebab(plural)}/routes.ts'\n${index}`
  const listed = into(imported, /(\n {2}routes: \[)/, `...${routes}`)
  return grants.reduce((text, [place, granted]) => into(text, place, granted), listed)
}

function into(text: string, place: RegExp, entry: string): string {
  if (!place.test(text))
    throw new UsageError(`The vertical's index.ts has no line like ${place.source}; add ${entry} by hand.`)
  return text.replace(place, `$1${entry}, `)
}
