import { UsageError } from '../command.ts'

/** The ways a resource is written, from one name: `gift-card`. */
export interface ResourceName {
  /** `gift card`, `gift cards` */
  readonly words: readonly [singular: string, plural: string]
}

const pattern = /^[a-z]+(-[a-z0-9]+)*$/
const longest = 40

/** @throws UsageError for what cannot name a table, a path and a file */
export function resourceName(singular: string, plural = pluralOf(singular)): ResourceName {
  for (const name of [singular, plural]) {
    if (!pattern.test(name) || name.length > longest) {
      throw new UsageError(
        `"${name}" is no name like gift-card: lower case words with dashes, ${longest} letters at most.`,
      )
    }
  }
  if (singular === plural) throw new UsageError(`One ${singular} and many cannot be called the same; say --plural.`)
  return { words: [singular.replaceAll('-', ' '), plural.replaceAll('-', ' ')] }
}

/** How English makes most plurals; what it gets wrong is said with `--plural`. */
function pluralOf(singular: string): string {
  if (/[^aeiou]y$/.test(singular)) return `${singular.slice(0, -1)}ies`
  return /(s|x|z|ch|sh)$/.test(singular) ? `${singular}es` : `${singular}s`
}

export const kebab = (words: string) => words.replaceAll(' ', '-')
export const snake = (words: string) => words.replaceAll(' ', '_')
export const camel = (words: string) => words.replace(/ (\w)/g, (_, letter: string) => letter.toUpperCase())
export const pascal = (words: string) => sentence(camel(words))
export const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

/** `a gift card`, `an order`. */
export const withArticle = (words: string) => `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`
