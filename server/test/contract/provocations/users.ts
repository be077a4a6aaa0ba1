import { newTenant } from '#testing'
import type { Area } from '../area.ts'

export const area: Area = {
  refused: {
    'user.exists': async (stage) => {
      const { email } = await stage.make('users.create')
      return stage.call('users.create', { body: { email, name: 'Again', role: 'viewer' } })
    },
    'user.role_beyond_yours': async (stage) => {
      const { token } = await stage.world.newCaller('operator')
      const { body } = await stage.ready('users.create')
      return stage.call('users.create', { token, body: { ...(body as object), role: 'owner' } })
    },
    'user.beyond_yours': async (stage) => {
      const { token } = await stage.world.newCaller('admin')
      const { userId: id } = await stage.world.newCaller('owner')
      return stage.call('users.delete', { token, path: { id } })
    },
    'user.own_standing': async (stage) => {
      const { token, userId: id } = await stage.world.newCaller('owner')
      return stage.call('users.delete', { token, path: { id } })
    },
    'user.last_owner': async (stage) => {
      const tenant = await newTenant(stage.world.platform, `${stage.mark()}lonely`, 'shared')
      const { userId: id } = await stage.world.newCaller('owner', tenant)
      return stage.call('users.delete', { token: await stage.token('superadmin'), tenant, path: { id } })
    },
  },
}
