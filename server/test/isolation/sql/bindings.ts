import { createHash, createHmac, randomBytes } from 'node:crypto'
import { bindingKeyFrom } from '@stoa/tenancy'
import { testSecret } from '#testing'

const key = bindingKeyFrom(testSecret)
const keyId = createHash('sha256').update(key).digest('hex').slice(0, 16)
const inSeconds = (seconds: number) => Math.ceil(Date.now() / 1000) + seconds

interface Signed {
  tenantId: string
  epoch: number
  expires?: number
  by?: Buffer
}

/** Signs as the kernel does, so that each part of a binding can be wrong on its own. */
export function signBinding({ tenantId, epoch, expires = inSeconds(300), by = key }: Signed): string {
  const message = `${tenantId}.${String(epoch).padStart(16, '0')}.${expires}.${keyId}`
  return `${message}.${createHmac('sha256', by).update(message).digest('hex')}`
}

/** A part of a true binding exchanged for another. */
function exchange(binding: string, part: number, value: string): string {
  return binding.split('.').with(part, value).join('.')
}

export interface Bindings {
  attacker: { id: string; epoch: number }
  victim: { id: string; epoch: number }
}

/** A state of the transaction in which attacks are tried. */
export interface Situation {
  name: string
  /** Undefined: nothing is set. */
  binding: (sides: Bindings) => string | undefined
  /** Every attack is tried, not only reading. */
  isFull?: boolean
}

const own = ({ attacker }: Bindings) => signBinding({ tenantId: attacker.id, epoch: attacker.epoch })
const ofVictim = ({ victim }: Bindings) => ({ tenantId: victim.id, epoch: victim.epoch })

export const wrongTenant: Situation = { name: 'bound to another tenant', binding: own, isFull: true }

/** Situations in which no row at all is to be met, of whichever tenant. */
export const boundToNobody: Situation[] = [
  { name: 'without a binding', binding: () => undefined, isFull: true },
  { name: 'with an empty binding', binding: () => '', isFull: true },
  {
    name: 'forged with another key',
    binding: (sides) => signBinding({ ...ofVictim(sides), by: randomBytes(32) }),
    isFull: true,
  },
  { name: 'expired', binding: (sides) => signBinding({ ...ofVictim(sides), expires: inSeconds(-60) }), isFull: true },
  {
    name: 'of a past epoch',
    binding: (sides) => signBinding({ ...ofVictim(sides), epoch: sides.victim.epoch - 1 }),
    isFull: true,
  },
  { name: 'forged with the tenant exchanged', binding: (sides) => exchange(own(sides), 0, sides.victim.id) },
  {
    name: 'forged with the epoch raised',
    binding: (sides) =>
      exchange(
        signBinding({ ...ofVictim(sides), epoch: sides.victim.epoch - 1 }),
        1,
        String(sides.victim.epoch).padStart(16, '0'),
      ),
  },
  {
    name: 'forged with its life prolonged',
    binding: (sides) =>
      exchange(signBinding({ ...ofVictim(sides), expires: inSeconds(-60) }), 2, String(inSeconds(300))),
  },
  { name: 'forged with a part of the mac', binding: (sides) => signBinding(ofVictim(sides)).slice(0, -1) },
  { name: 'forged with a tenant and nothing else', binding: ({ victim }) => victim.id },
  { name: 'forged from two', binding: (sides) => `${own(sides)}.${signBinding(ofVictim(sides))}x` },
  { name: 'forged with SQL', binding: ({ victim }) => `${victim.id}'; reset tenancy.binding; --` },
]
