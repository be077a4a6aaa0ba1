import type { Area } from '../area.ts'

export const area: Area = {
  beyond: {
    'tenancy.invalid_settings':
      'each setting is judged by one schema, which refuses the request first; this is for those that will know more',
  },
}
