import { Type } from 'typebox'

export const RefreshAsked = Type.Object(
  { refresh_token: Type.String({ maxLength: 200 }) },
  { additionalProperties: false, examples: [{ refresh_token: 'stoa_rt_AZnA3noa…' }] },
)

export const refreshDescription =
  'A refresh token is good for one exchange. Of two at the same time one is served and the other refused with ' +
  '409. One that comes again later is held by two parties, and its session ends.'
