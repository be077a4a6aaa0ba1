import type { Area } from '../area.ts'

export const area: Area = {
  beyond: {
    'access.caller_not_admitted': 'users are the only callers that a deployment knows yet',
  },
}
