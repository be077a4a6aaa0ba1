import { defineRefusal } from '#platform/contract'

export const MalformedKey = defineRefusal(
  'idempotency.malformed_key',
  400,
  'An Idempotency-Key is 1 to 255 printable ASCII characters without spaces',
)
export const KeyInFlight = defineRefusal('idempotency.in_flight', 409, 'A call with this key has not ended yet')
export const KeyReused = defineRefusal('idempotency.key_reused', 422, 'This key was used for another request')

export const idempotencyRefusals = [MalformedKey, KeyInFlight, KeyReused]
