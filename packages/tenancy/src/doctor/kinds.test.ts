import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { doctorPage, faultKinds } from './kinds.ts'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const codes = faultKinds.flatMap(([, kinds]) => kinds.map(({ code }) => code))

test('docs/doctor.md says what the checks are', () => {
  assert.equal(readFileSync(`${root}/docs/doctor.md`, 'utf8'), doctorPage())
})

test('a code names one kind of fault', () => {
  assert.equal(new Set(codes).size, codes.length)
})

test('every kind of fault is seeded by a test', () => {
  const tests = globSync(['packages/tenancy/src/{doctor,migrate}/*.test.ts', 'server/test/{,debian/}*.test.ts'], {
    cwd: root,
  })
  const texts = tests.map((path) => readFileSync(`${root}/${path}`, 'utf8')).join('\n')
  assert.deepEqual(
    codes.filter((code) => !texts.includes(`'${code}'`)),
    [],
  )
})
