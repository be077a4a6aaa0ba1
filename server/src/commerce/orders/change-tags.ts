import type { Scope } from '@stoa/tenancy'
import { changeOrder } from './change-order.ts'
import { maxTags, type Order } from './order.ts'
import { TooManyTags } from './refusals.ts'

/** Adds a tag, whatever else happened to the order meanwhile; one that is there already stays, and nothing has happened. */
export function addTag(scope: Scope, id: string, tag: string): Promise<Order> {
  return changeOrder(scope, id, undefined, ({ tags }) => {
    if (tags.includes(tag)) return undefined
    if (tags.length >= maxTags) throw TooManyTags()
    return { changes: { tags: [...tags, tag] }, step: { event: 'tag_added', detail: tag } }
  })
}

/** Removes a tag; one that is not there stays away, and nothing has happened. */
export function removeTag(scope: Scope, id: string, tag: string): Promise<Order> {
  return changeOrder(scope, id, undefined, ({ tags }) => {
    if (!tags.includes(tag)) return undefined
    return { changes: { tags: tags.filter((other) => other !== tag) }, step: { event: 'tag_removed', detail: tag } }
  })
}
