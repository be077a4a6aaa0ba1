import type { Area } from '../area.ts'
import type { Stage } from '../stage.ts'

/** What an operator says who wants to act as somebody of the world's tenant. */
async function asked({ world }: Stage, userId?: string) {
  const user_id = userId ?? (await world.newCaller('viewer')).userId
  return { body: { user_id, tenant_id: world.tenant.id, reason: 'Ticket 4711' } }
}

export const area: Area = {
  ready: {
    'impersonations.create': (stage) => asked(stage),
  },
  refused: {
    'impersonation.not_a_member': async (stage) => {
      const { userId } = await stage.world.newCaller('viewer', stage.world.neighbour)
      return stage.call('impersonations.create', await asked(stage, userId))
    },
    'impersonation.superadmin': async (stage) => {
      const { userId } = await stage.world.superadmin(`${stage.mark()}operator@example.com`)
      return stage.call('impersonations.create', await asked(stage, userId))
    },
  },
}
