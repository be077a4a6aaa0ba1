import type { Scope } from '@stoa/tenancy'
import type { Fulfilment } from './fulfilment.ts'
import { FulfilmentNotFound } from './refusals.ts'
import { findFulfilment } from './store.ts'

export async function getFulfilment(scope: Scope, id: string): Promise<Fulfilment> {
  const fulfilment = await scope.first(findFulfilment, { id })
  if (!fulfilment) throw FulfilmentNotFound()
  return fulfilment
}
