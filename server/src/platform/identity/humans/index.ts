import type { Room } from '#platform/access'
import { humanSettingDefinitions } from './human-settings.ts'
import { humanRoutes } from './routes.ts'

const readings = ['humans.list', 'humans.get']

/** The end customers of a tenant, described by data. How they log in is in `human-login/`. */
export const humans = {
  name: 'humans',
  routes: humanRoutes,
  settings: humanSettingDefinitions,
  permissions: {
    owner: ['humans.*'],
    admin: ['humans.*'],
    operator: ['humans.*', '!humans.purge'],
    viewer: readings,
  },
} satisfies Room & { name: string; settings: object }
