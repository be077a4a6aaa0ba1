import type { Work } from '@stoa/tenancy'
import { newId } from './id.ts'
import { VersionStale } from './refusals.ts'

/** Id, first version and provenance of a row made by this work: known beforehand, so that a create reads nothing back. */
export function newRow(work: Work) {
  const by = work.actor.id ?? null
  return { id: newId(), version: 1, created_at: work.now, created_by: by, updated_at: work.now, updated_by: by }
}

/** Version and provenance of a row this work changes. */
export function changedRow(work: Work, row: { version: number }) {
  return { version: row.version + 1, updated_at: work.now, updated_by: work.actor.id ?? null }
}

/** Refuses when the caller named a version (`If-Match`) and the row has another. */
export function requireVersion(row: { version: number }, expectedVersion: number | undefined): void {
  if (expectedVersion !== undefined && expectedVersion !== row.version) throw VersionStale()
}
