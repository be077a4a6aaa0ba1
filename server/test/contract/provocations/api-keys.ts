import type { Area } from '../area.ts'
import type { Stage } from '../stage.ts'

async function newKey(stage: Stage, members: object = {}): Promise<{ id: string; key: string }> {
  const made = await stage.make('api_keys.create', { kind: 'secret', scopes: ['products.list'], ...members })
  return made as { id: string; key: string }
}

export const area: Area = {
  ready: {
    'api_keys.create': async (stage) => ({ body: { kind: 'secret', name: stage.mark(), scopes: ['orders.list'] } }),
    'api_keys.rotate': async (stage) => ({ path: { id: (await newKey(stage)).id }, body: { overlap_seconds: 60 } }),
  },
  refused: {
    'api_key.invalid': (stage) => stage.call('products.list', { token: 'stoa_sk_mistyped' }),
    'api_key.expired': async (stage) => {
      const expires_at = new Date(Date.now() + 60_000).toISOString()
      const { key: token } = await newKey(stage, { expires_at })
      return stage.at(120_000, () => stage.call('products.list', { token }))
    },
    'api_key.revoked': async (stage) => {
      const { id, key: token } = await newKey(stage)
      await stage.succeed('api_keys.delete', { path: { id } })
      return stage.call('products.list', { token })
    },
    'api_key.address_refused': async (stage) => {
      const { key: token } = await newKey(stage, { allowed_addresses: ['192.0.2.1'] })
      return stage.call('products.list', { token })
    },
    'api_key.ended': async (stage) => {
      const { id } = await newKey(stage)
      await stage.succeed('api_keys.delete', { path: { id } })
      return stage.call('api_keys.delete', { path: { id } })
    },
    'api_key.name_taken': async (stage) => {
      const { name } = await stage.make('api_keys.create')
      return stage.call('api_keys.create', { body: { kind: 'publishable', name } })
    },
  },
  stricter: {
    'api_keys.create': 'networks have a form that no pattern describes, and what may be said depends on the kind',
  },
  beyond: {
    'api_key.scope_beyond_yours': 'owners and admins manage keys, and both may do whatever is open to keys so far',
  },
}
