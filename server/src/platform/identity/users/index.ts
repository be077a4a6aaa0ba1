import type { Room } from '#platform/access'
import { userRoutes } from './routes.ts'

const readings = ['users.list', 'users.get']

/** The users of a tenant, described by data. Whom each role may make or remove there, `hierarchy.ts` says. */
export const users = {
  name: 'users',
  routes: userRoutes,
  permissions: {
    owner: ['users.*'],
    admin: ['users.*'],
    operator: ['users.*'],
    viewer: readings,
  },
} satisfies Room & { name: string }
