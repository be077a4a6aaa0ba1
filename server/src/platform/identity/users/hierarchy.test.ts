import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Role, roles } from '#platform/contract'
import {
  type Governed,
  governable,
  grantable,
  losesOwner,
  objectionToChange,
  objectionToGrant,
  objectionToRemoval,
} from './hierarchy.ts'

const role = fc.constantFrom(...roles)
const user = fc.record<Governed>({
  id: fc.constantFrom('ada', 'ben', 'cyd'),
  role,
  status: fc.constantFrom('active', 'disabled'),
})
const actor = fc.record({ id: fc.constantFrom('ada', 'ben', 'dee'), role })

/** Rows make, columns are made. */
const makes: Record<Role, string> = {
  //                     owner admin operator viewer controller seller
  owner: '               yes   yes   yes      yes    yes        yes',
  admin: '               no    yes   yes      yes    yes        yes',
  operator: '            no    no    no       yes    yes        no',
  viewer: '              no    no    no       no     no         no',
  check_in_controller: ' no    no    no       no     no         no',
  seller: '              no    no    no       no     no         no',
}

test('who makes whom is what the specification says', () => {
  for (const maker of roles) {
    const expected = makes[maker].trim().split(/\s+/)
    for (const [index, made] of roles.entries()) {
      const objection = objectionToGrant({ id: 'x', role: maker }, made)
      assert.equal(objection === undefined, expected[index] === 'yes', `${maker} makes ${made}`)
    }
  }
})

test('who removes whom is who makes whom, but no admin removes an admin', () => {
  for (const remover of roles) {
    for (const removed of roles) {
      const objection = objectionToRemoval({ id: 'x', role: remover }, { id: 'y', role: removed, status: 'active' })
      const isExpected = grantable[remover].includes(removed) && !(remover === 'admin' && removed === 'admin')
      assert.equal(objection === undefined, isExpected, `${remover} removes ${removed}`)
    }
  }
})

test('nobody removes themselves, whatever they are', () => {
  fc.assert(
    fc.property(actor, user, (acting, target) => {
      assert.notEqual(objectionToRemoval(acting, { ...target, id: acting.id }), undefined)
    }),
  )
})

test('nobody changes their own role or status, and everybody may change the rest of themselves', () => {
  fc.assert(
    fc.property(user, user, (before, after) => {
      const next = { ...after, id: before.id }
      const isSame = next.role === before.role && next.status === before.status
      assert.equal(objectionToChange(before, before, next), isSame ? undefined : 'own_standing')
    }),
  )
})

test('no chain of changes lifts anybody above the rank of the one who makes them', () => {
  fc.assert(
    fc.property(actor, user, user, (acting, before, after) => {
      const next = { ...after, id: before.id }
      if (objectionToChange(acting, before, next) !== undefined || before.id === acting.id) return
      assert.ok(governable[acting.role].includes(before.role))
      assert.ok(next.role === before.role || grantable[acting.role].includes(next.role))
      assert.ok(roles.indexOf(next.role) >= roles.indexOf(acting.role))
    }),
  )
})

test('whoever may be changed out of a role may be removed, so a demotion is no way round a removal', () => {
  fc.assert(
    fc.property(actor, user, role, (acting, before, wanted) => {
      if (wanted === before.role) return
      if (objectionToChange(acting, before, { ...before, role: wanted }) !== undefined) return
      assert.equal(objectionToRemoval(acting, before), undefined)
    }),
  )
})

test('an owner is lost by removal, demotion and disabling, and by nothing else', () => {
  const owner: Governed = { id: 'ada', role: 'owner', status: 'active' }
  assert.equal(losesOwner(owner, undefined), true)
  assert.equal(losesOwner(owner, { ...owner, role: 'admin' }), true)
  assert.equal(losesOwner(owner, { ...owner, status: 'disabled' }), true)
  assert.equal(losesOwner(owner, owner), false)
  assert.equal(losesOwner({ ...owner, status: 'disabled' }, undefined), false)
  assert.equal(losesOwner({ ...owner, role: 'admin' }, undefined), false)
})
