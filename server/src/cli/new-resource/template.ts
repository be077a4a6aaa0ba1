import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { camel, kebab, pascal, type ResourceName, sentence, snake, withArticle } from './resource-name.ts'

/** A template is real code about odd gizmos, so that it reads and changes like any other. */
const inTemplate: ResourceName = { words: ['odd gizmo', 'odd gizmos'] }
const ending = '.txt'

/** The files of a template folder, names and texts, as they are for this resource. */
export function filledTemplates(folder: string, name: ResourceName): { file: string; text: string }[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map(({ name: file }) => ({
      file: fill(file.slice(0, -ending.length), name),
      text: fill(readFileSync(join(folder, file), 'utf8'), name),
    }))
}

function fill(text: string, name: ResourceName): string {
  const from = spellings(inTemplate)
  const to = spellings(name)
  const meant = new Map(from.map((spelling, index) => [spelling, to[index]!]))
  return text.replace(new RegExp(from.join('|'), 'g'), (spelling) => meant.get(spelling)!)
}

/** Every way a name is written; of two that begin alike the longer comes first. */
function spellings({ words: [singular, plural] }: ResourceName): string[] {
  const ways = [(words: string) => words, sentence, kebab, snake, camel, pascal]
  return [withArticle(singular), ...[plural, singular].flatMap((words) => ways.map((write) => write(words)))]
}
