import { newTenant } from '#testing'
import type { Area } from '../area.ts'

export const area: Area = {
  most: { 'database_logins.create': 10 },
  refused: {
    'database_login.name_taken': async (stage) => {
      const { name } = await stage.make('database_logins.create')
      return stage.call('database_logins.create', { body: { name, access: 'read_only' } })
    },
    'database_login.too_many': async (stage) => {
      const tenant = await newTenant(stage.world.platform, `${stage.mark()}crowded`, 'shared')
      const { token } = await stage.world.newCaller('owner', tenant)
      const make = (n: number) =>
        stage.call('database_logins.create', { token, tenant, body: { name: `login ${n}`, access: 'read_only' } })
      for (let n = 0; n < 10; n++) await make(n)
      return make(10)
    },
  },
  beyond: {
    'database_login.unavailable': 'the server of the tests lets the platform make roles',
  },
}
