import { Authenticator, type Ceremony } from '../../../src/testing/authenticator.ts'
import type { Area } from '../area.ts'
import type { Stage } from '../stage.ts'

const nobodys = { userHandle: 'AAAA' }

/** A passkey that is about to be added, by somebody who just logged in. */
async function newPasskey(stage: Stage, authenticator = new Authenticator(), token?: string) {
  const sent = { token: token ?? (await stage.world.newCaller('viewer')).token }
  const { row } = await stage.succeed('passkeys.begin', sent)
  const credential = authenticator.create(row.public_key as Ceremony)
  return { ...sent, body: { name: 'Phone', credential } }
}

/** A passkey that is there. */
async function ownPasskey(stage: Stage, authenticator = new Authenticator()) {
  const sent = await newPasskey(stage, authenticator)
  const { row } = await stage.succeed('passkeys.create', sent)
  return { token: sent.token, path: { id: row.id as string } }
}

/** What an authenticator answers to somebody who logs in. */
async function answered(stage: Stage, authenticator: Authenticator, misbehaviour = {}) {
  const { row } = await stage.succeed('passkey_auth.login', { body: {} })
  return { body: { credential: authenticator.get(row.public_key as Ceremony, misbehaviour) } }
}

export const area: Area = {
  ready: {
    'passkeys.begin': async (stage) => ({ token: (await stage.world.newCaller('viewer')).token }),
    'passkeys.create': (stage) => newPasskey(stage),
    'passkeys.get': (stage) => ownPasskey(stage),
    'passkeys.update': (stage) => ownPasskey(stage),
    'passkeys.delete': (stage) => ownPasskey(stage),
    // A list of several rows.
    'passkeys.list': async (stage) => {
      const { token } = await stage.world.newCaller('viewer')
      for (let made = 0; made < 5; made++) {
        await stage.succeed('passkeys.create', await newPasskey(stage, new Authenticator(), token))
      }
      return { token }
    },
    'passkey_auth.login': async (stage) => ({ body: { email: `${stage.mark()}nobody@example.com` } }),
    'passkey_auth.verify': async (stage) => {
      const authenticator = new Authenticator()
      await ownPasskey(stage, authenticator)
      return answered(stage, authenticator)
    },
  },
  refused: {
    'passkey.registration_refused': async (stage) => {
      const sent = await newPasskey(stage)
      await stage.succeed('passkeys.create', sent)
      return stage.call('passkeys.create', sent)
    },
    'passkey.exists': async (stage) => {
      const authenticator = new Authenticator()
      await ownPasskey(stage, authenticator)
      return stage.call('passkeys.create', await newPasskey(stage, authenticator))
    },
    'passkey.too_many': async (stage) => {
      const { token } = await stage.world.newCaller('viewer')
      for (let made = 0; made < 20; made++) {
        await stage.succeed('passkeys.create', await newPasskey(stage, new Authenticator(), token))
      }
      return stage.call('passkeys.begin', { token })
    },
    'passkey.login_not_recent': async (stage) => {
      const { token } = await stage.world.newCaller('viewer')
      return stage.at(11 * 60_000, () => stage.call('passkeys.begin', { token }))
    },
    'passkey.refused': async (stage) =>
      stage.call('passkey_auth.verify', await answered(stage, new Authenticator(), nobodys)),
  },
}
