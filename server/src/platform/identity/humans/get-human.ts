import type { Scope } from '@stoa/tenancy'
import type { Human } from './human.ts'
import { HumanNotFound } from './refusals.ts'
import { findHuman } from './store.ts'

export async function getHuman(scope: Scope, id: string): Promise<Human> {
  const human = await scope.first(findHuman, { id })
  if (!human) throw HumanNotFound()
  return human
}
