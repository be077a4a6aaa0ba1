import { readIssuers } from '../../../src/platform/identity/issuers/issuer-settings.ts'
import { type Account, audience, Issuer } from '../../../src/testing/issuer.ts'
import type { Area } from '../area.ts'
import type { Answered, Stage } from '../stage.ts'

/** Asks who one is with a token of an outside issuer, which the platform believes about that. */
async function askAs(stage: Stage, account: Account, prepare = async (_: Issuer) => {}): Promise<Answered> {
  const issuer = await Issuer.start()
  const { issuers } = readIssuers(JSON.stringify([{ issuer: issuer.url, audience }]))
  const token = await issuer.token(account)
  try {
    return await stage.elsewhere({ issuers }, async (client) => {
      await prepare(issuer)
      const me = stage.document.operation('auth.me')
      return stage.answered(me, await client.send(await stage.written(me, { token })))
    })
  } finally {
    await issuer.stop()
  }
}

export const area: Area = {
  refused: {
    'identity.unknown_person': (stage) =>
      askAs(stage, { sub: '1', email: 'stranger@example.com', email_verified: true }),
    'identity.email_not_verified': (stage) =>
      askAs(stage, { sub: '2', email: 'stranger@example.com', email_verified: false }),
    'identity.issuer_unavailable': (stage) =>
      askAs(stage, { sub: '3', email: 'stranger@example.com', email_verified: true }, (issuer) => issuer.stop()),
  },
}
