export { type Answer, type KeyedCall, performOnce } from './perform-once.ts'
export { idempotencyRefusals } from './refusals.ts'
export { requestHash } from './request-hash.ts'
