import type { Actor } from '@stoa/tenancy'

/** Whoever may run commands on this machine acts for the system. */
export const operator: Actor = { kind: 'system' }
