import type { Area } from '../area.ts'
import type { Stage } from '../stage.ts'

/** A refresh token that nobody used, and the access token beside it. */
async function newTokens(stage: Stage) {
  const { userId } = await stage.world.newCaller('viewer')
  return stage.world.platform.identity.openSession(userId)
}

/** The code that was mailed to somebody who works here. */
async function newCode(stage: Stage) {
  const { email } = await stage.make('users.create', { email: `${stage.mark()}ada@example.com` })
  await stage.succeed('auth.login', { body: { email } })
  return { email, code: await mailedCode(stage, String(email)) }
}

/** The code in the newest mail to the address. */
export async function mailedCode(stage: Stage, email: string): Promise<string> {
  const { results } = (await stage.call('dev.read_mailbox', { query: { to: email } })).row as {
    results: { subject: string }[]
  }
  return /\d{6}/.exec(results[0]!.subject)![0]
}

export const area: Area = {
  ready: {
    'auth.login': async (stage) => ({ body: { email: `${stage.mark()}nobody@example.com` } }),
    'auth.verify': async (stage) => ({ body: await newCode(stage) }),
    'auth.refresh': async (stage) => ({ body: { refresh_token: (await newTokens(stage)).refresh_token } }),
    // A list of several rows.
    'auth.list_sessions': async (stage) => {
      const { userId, token } = await stage.world.newCaller('viewer')
      for (let sessions = 0; sessions < 5; sessions++) await stage.world.platform.identity.openSession(userId)
      return { token }
    },
    'auth.logout': async (stage) => ({ token: (await newTokens(stage)).access_token }),
    'auth.end_session': async (stage) => {
      const token = (await newTokens(stage)).access_token
      const { results } = (await stage.call('auth.list_sessions', { token })).row as { results: { id: string }[] }
      return { token, path: { id: results[0]!.id } }
    },
  },
  refused: {
    'identity.too_many_attempts': async (stage) => {
      const body = { email: `${stage.mark()}eager@example.com` }
      for (let codes = 0; codes < 5; codes++) await stage.call('auth.login', { body })
      return stage.call('auth.login', { body })
    },
    'identity.code_refused': (stage) =>
      stage.call('auth.verify', { body: { email: `${stage.mark()}nobody@example.com`, code: '000000' } }),
    'identity.invalid_refresh_token': (stage) => stage.call('auth.refresh', { body: { refresh_token: 'of nobody' } }),
    'identity.refresh_token_reused': async (stage) => {
      const { refresh_token } = await newTokens(stage)
      await stage.succeed('auth.refresh', { body: { refresh_token } })
      return stage.at(60_000, () => stage.call('auth.refresh', { body: { refresh_token } }))
    },
    'identity.refresh_under_way': async (stage) => {
      const body = { refresh_token: (await newTokens(stage)).refresh_token }
      const both = await Promise.all([stage.call('auth.refresh', { body }), stage.call('auth.refresh', { body })])
      return both.find(({ status }) => status !== 200) ?? both[0]
    },
  },
}
