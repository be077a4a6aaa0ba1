import assert from 'node:assert/strict'
import { test } from 'node:test'
import { documentedCodes, unmetCodes } from './codes.ts'
import { fitting, type Provocation, provocationsOfEveryOperation } from './every-operation.ts'
import { stageIn } from './stage.ts'

const stage = stageIn('shared')

const freely: NonNullable<Provocation['around']> = (calls) => calls()

test('what follows from the wire and the doors is refused by every operation that documents it', async () => {
  const wrong: string[] = []
  for (const [code, { each, around = freely }] of await provocationsOfEveryOperation(stage())) {
    const operations = stage().document.operations.filter(({ codes }) => codes.has(code))
    let met = 0
    await around(async () => {
      const answers = await Promise.all(
        operations.map(async (operation) => [operation.id, await each(operation)] as const),
      )
      for (const [id, answer] of answers) {
        if (answer) met++
        if (answer && answer.code !== code) wrong.push(`${id}: ${answer.status} ${answer.body} instead of ${code}`)
      }
    })
    if (operations.length > 0 && met === 0) wrong.push(`${code} is met by no operation`)
  }
  assert.deepEqual(wrong, [])
  assert.deepEqual([...stage().faults], [])
})

test('a row that is not there is refused by every operation whose path leads to one', async () => {
  const wrong: string[] = []
  for (const operation of stage().document.operations.filter(({ pathParameters }) => pathParameters.length > 0)) {
    const { status, body } = await stage().call(operation, fitting(operation))
    if (status !== 404) wrong.push(`${operation.id}: ${status} ${body}`)
  }
  assert.deepEqual(wrong, [])
  assert.deepEqual([...stage().faults], [])
})

test('every other code is brought about as its area says', async () => {
  const wrong: string[] = []
  for (const [code, provoke] of stage().areas.refused) {
    try {
      const answer = await provoke(stage())
      if (answer.code !== code) wrong.push(`${code}: ${answer.operation.id} answers ${answer.status} ${answer.body}`)
    } catch (error) {
      wrong.push(`${code}: ${(error as Error).message}`)
    }
  }
  assert.deepEqual(wrong, [])
  assert.deepEqual([...stage().faults], [])
})

test('no code is documented that nothing brings about', () => {
  assert.deepEqual(unmetCodes(stage()), [])
})

test('no area speaks of a code or an operation that is gone', () => {
  const { refused, beyond, ready, stricter } = stage().areas
  const codes = documentedCodes(stage())
  assert.deepEqual(
    [...refused.keys(), ...beyond.keys()].filter((code) => !codes.has(code)),
    [],
  )
  const ids = new Set(stage().document.operations.map(({ id }) => id))
  assert.deepEqual(
    [...ready.keys(), ...stricter.keys()].filter((id) => !ids.has(id)),
    [],
  )
})

test('what is said to be beyond any call is answered to none', () => {
  const answered = [...stage().seen].filter((entry) => stage().areas.beyond.has(entry.slice(entry.indexOf(' ') + 1)))
  assert.deepEqual(answered, [])
})
