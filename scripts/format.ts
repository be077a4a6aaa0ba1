/** Puts every file into the house's format and mends what the linter can mend: `npm run format`. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const paths = process.argv.slice(2)
const { status } = spawnSync(
  process.execPath,
  [
    join('node_modules', '@biomejs', 'biome', 'bin', 'biome'),
    'check',
    '--write',
    ...(paths.length > 0 ? paths : ['.']),
  ],
  { stdio: 'inherit' },
)
process.exitCode = status ?? 1
