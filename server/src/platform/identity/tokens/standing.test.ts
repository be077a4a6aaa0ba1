import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId, type Role } from '#platform/contract'
import { actingUser, overclaims, type Standing } from './standing.ts'

const [acme, bravo] = [newId(), newId()]

function personWith(memberships: Record<string, Role>, changes: Partial<Standing> = {}): Standing {
  const person = { id: newId(), email: 'ada@example.com', name: 'Ada', status: 'active', is_superadmin: false } as const
  return { ...person, memberships, ...changes }
}

const viewer = personWith({ [acme]: 'viewer' })
const root = personWith({ [acme]: 'viewer' }, { is_superadmin: true })

const cases: [what: string, then: Standing, now: Standing | undefined, isStale: boolean][] = [
  ['nothing changed', viewer, viewer, false],
  ['a membership came', viewer, personWith({ [bravo]: 'owner', [acme]: 'viewer' }), false],
  ['the first membership came', personWith({}), viewer, false],
  ['somebody became superadmin', viewer, root, false],
  ['a membership went', viewer, personWith({}), true],
  ['a membership went and another came', viewer, personWith({ [bravo]: 'viewer' }), true],
  ['a role rose', viewer, personWith({ [acme]: 'owner' }), true],
  ['a role fell', personWith({ [acme]: 'owner' }), viewer, true],
  ['a person was disabled', viewer, { ...viewer, status: 'disabled' }, true],
  ['a superadmin was disabled', root, { ...root, status: 'disabled' }, true],
  ['a person is gone', viewer, undefined, true],
  ['a superadmin is none any more', root, viewer, true],
  ['the membership of a superadmin went', root, personWith({}, { is_superadmin: true }), false],
]

for (const [what, then, now, isStale] of cases) {
  test(`a token is ${isStale ? 'stale' : 'good'} when ${what}`, () => {
    assert.equal(overclaims(actingUser(then, newId()), now), isStale)
  })
}
