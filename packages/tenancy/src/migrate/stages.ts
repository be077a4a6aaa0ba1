import { type MigrationFile, type MigrationFiles, type MigrationSet, migrationSets } from './migration-file.ts'

/** Migrations of one set that are brought to every schema before any schema goes further. */
export interface Stage {
  set: MigrationSet
  /** The last version of the stage. */
  last: number
  /** The files of the set up to there. */
  known: MigrationFile[]
}

/** Set by set; a set's contract begins a stage of its own, because every schema must have what comes before it. */
export function stagesOf(files: MigrationFiles): Stage[] {
  return migrationSets.flatMap((set) => {
    if (files[set].length === 0) return [{ set, last: 0, known: [] }]
    const ends = files[set].flatMap((file, index) => {
      const next = files[set][index + 1]
      return next === undefined || next.kind === 'contract' ? [{ last: file.version, count: index + 1 }] : []
    })
    return ends.map(({ last, count }) => ({ set, last, known: files[set].slice(0, count) }))
  })
}
