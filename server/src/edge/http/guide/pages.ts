import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'

/** A document of the repository as a page of the guide. */
export interface GuidePage {
  /** Under `/docs/guide`, without a slash at its beginning; the first page has none at all. */
  readonly path: string
  /** From the root of the repository. */
  readonly file: string
  readonly markdown: string
}

/** Documents that are no guides and belong to the guide all the same, and the names they have in it. */
const others: Readonly<Record<string, string>> = {
  'README.md': 'getting-started',
  'packages/client/README.md': 'client',
  'packages/tenancy/README.md': 'tenancy',
  'bench/README.md': 'bench',
}

/** The pages of the guide by the file they come from; none where the server runs without its documents. */
export function guidePages(root: string): ReadonlyMap<string, GuidePage> {
  if (!existsSync(join(root, 'docs/guides/README.md'))) return new Map()
  const files = [...globSync('docs/**/*.md', { cwd: root }), ...Object.keys(others)]
  return new Map(
    files.map((file) => [file, { file, path: pathOf(file), markdown: readFileSync(join(root, file), 'utf8') }]),
  )
}

function pathOf(file: string): string {
  const named = others[file]
  if (named) return named
  const place = file.replace(/^docs\/(guides\/)?/, '').replace(/\.md$/, '')
  const path = basename(place) === 'README' ? dirname(place) : place
  return path === '.' ? '' : path.toLowerCase()
}

/** The file that a link in another file leads to. */
export function linkedFile(from: string, target: string): string {
  return normalize(join(dirname(from), target))
}
