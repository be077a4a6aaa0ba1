import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MigrationRefused } from './errors.ts'
import { parseMigration } from './migration-file.ts'

const content = '-- Why.\n-- kind: contract\n-- expand: 0011-add-paint\n-- up\nselect 1;\n-- down\nselect 2;\n'

test('a file is read into its number, name, kind and sections, with the lines they begin at', () => {
  const file = parseMigration('tenant', '0012-drop-color.sql', content)
  assert.deepEqual(
    [file.version, file.name, file.kind, file.expand, file.up, file.down],
    [12, 'drop-color', 'contract', 11, { sql: 'select 1;', line: 5 }, { sql: 'select 2;\n', line: 7 }],
  )
})

test('a file expands unless it says otherwise', () => {
  assert.equal(parseMigration('core', '0001-a.sql', '-- up\n-- down\n').kind, 'expand')
})

test('any change changes the checksum, except of line ends', () => {
  const { checksum } = parseMigration('core', '0001-a.sql', content)
  assert.notEqual(parseMigration('core', '0001-a.sql', `${content} `).checksum, checksum)
  assert.equal(parseMigration('core', '0001-a.sql', content.replaceAll('\n', '\r\n')).checksum, checksum)
})

const refused: [string, string][] = [
  ['1-short-number.sql', content],
  ['0001_underscores.sql', content],
  ['0001-Capitals.sql', content],
  ['0001-no-sections.sql', 'select 1;'],
  ['0001-no-down.sql', '-- up\nselect 1;'],
  ['0001-turned-round.sql', '-- down\n-- up\n'],
  ['0001-other-kind.sql', '-- kind: sudden\n-- up\n-- down\n'],
  ['0002-contract-of-nothing.sql', '-- kind: contract\n-- up\n-- down\n'],
  ['0002-contract-of-no-file.sql', '-- kind: contract\n-- expand: 1\n-- up\n-- down\n'],
  ['0002-expand-of-expand.sql', '-- expand: 0001-a\n-- up\n-- down\n'],
]

for (const [fileName, text] of refused) {
  test(`refused by its name: ${fileName}`, () => {
    assert.throws(
      () => parseMigration('core', fileName, text),
      (error: unknown) => error instanceof MigrationRefused && error.message.includes(fileName),
    )
  })
}
