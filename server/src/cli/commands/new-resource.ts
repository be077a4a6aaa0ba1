import { fileURLToPath } from 'node:url'
import type { Command } from '../command.ts'
import { resourceName } from '../new-resource/resource-name.ts'
import { writeResource } from '../new-resource/write-resource.ts'

const root = fileURLToPath(new URL('../../../..', import.meta.url))

export const newResource: Command = {
  words: ['new', 'resource'],
  summary: 'Write a resource into this checkout: feature folder, migration with row security, tests',
  description:
    'It can be made, listed, read, changed, deleted and restored at once; then change it into what you need, see\n' +
    'docs/guides/new-resource.md.',
  arguments: ['name'],
  options: [
    { name: 'vertical', placeholder: 'vertical', description: 'The folder of server/src it goes to', isRequired: true },
    { name: 'plural', placeholder: 'name', description: 'What many are called, where English is irregular' },
  ],
  async run(call) {
    const name = resourceName(call.argument('name'), call.option('plural'))
    const paths = await writeResource(root, call.option('vertical')!, name)
    return { data: { paths }, text: [...paths, '', `npm test -- ${paths[0]!.replace(/\/[^/]+$/, '')}`].join('\n') }
  },
}
