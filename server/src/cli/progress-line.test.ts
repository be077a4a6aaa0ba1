import assert from 'node:assert/strict'
import { test } from 'node:test'
import { migrationProgress } from './progress-line.ts'

/** What is said while `total` schemas are brought up, one each `stepMs`. */
function said(isTerminal: boolean, total: number, stepMs: number): string[] {
  const lines: string[] = []
  let clock = 0
  const tell = migrationProgress(
    (message) => lines.push(message),
    isTerminal,
    () => clock,
  )
  tell({ phase: 'canary', schema: 'tenant_acme' })
  for (let done = 1; done <= total; done++) {
    clock += stepMs
    tell({ phase: 'tenants', done, total })
  }
  return lines.slice(1)
}

test('a terminal sees a bar with rate and time left, not more often than it can be read', () => {
  const lines = said(true, 1_000, 1)
  assert.equal(lines.length, 11)
  assert.equal(lines[5], "████████████░░░░░░░░░░░░ 501/1000 tenants' schemas, 1000/s, 1 s left")
  assert.equal(lines.at(-1), "████████████████████████ 1000/1000 tenants' schemas, 1000/s, 0 s left")
})

test('a log gets a plain line now and then, and one at the end', () => {
  const lines = said(false, 120, 200)
  assert.deepEqual(lines, [
    "1/120 tenants' schemas, 5.0/s, 24 s left",
    "26/120 tenants' schemas, 5.0/s, 19 s left",
    "51/120 tenants' schemas, 5.0/s, 14 s left",
    "76/120 tenants' schemas, 5.0/s, 9 s left",
    "101/120 tenants' schemas, 5.0/s, 4 s left",
    "120/120 tenants' schemas, 5.0/s, 0 s left",
  ])
})

test('who is waited for, who goes first and whose tables are in use are told at once', () => {
  const lines: string[] = []
  const tell = migrationProgress((message) => lines.push(message), false)
  tell({ phase: 'waiting' })
  tell({ phase: 'applying', file: '0002-color.sql', schema: 'shared' })
  tell({ phase: 'canary', schema: 'tenant_acme' })
  tell({ phase: 'busy', schema: 'tenant_bravo' })
  assert.deepEqual(lines, [
    'Waiting for another process that migrates …',
    'shared: 0002-color.sql',
    "tenant_acme: first of the tenants' own schemas",
    'tenant_bravo: tables in use, it gets another turn',
  ])
})
