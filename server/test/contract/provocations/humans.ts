import type { Area } from '../area.ts'
import type { Sent, Stage } from '../stage.ts'
import { mailedCode } from './login.ts'

const newEmail = (stage: Stage) => `${stage.mark()}ada@example.com`

/** Somebody who came to the tenant and logged in by themselves. */
async function newCode(stage: Stage) {
  const email = newEmail(stage)
  await stage.succeed('human_auth.login', { body: { email } })
  return { email, code: await mailedCode(stage, email) }
}

const asNewHuman = async ({ world }: Stage): Promise<Sent> => ({ token: (await world.newHuman()).token })

export const area: Area = {
  ready: {
    'human_auth.login': async (stage) => ({ body: { email: newEmail(stage) } }),
    'human_auth.verify': async (stage) => ({ body: await newCode(stage) }),
    'human_auth.refresh': async ({ world }) => ({ body: { refresh_token: (await world.newHuman()).refreshToken } }),
    'human_auth.logout': asNewHuman,
    // A list of several rows.
    'human_auth.list_sessions': async ({ world }) => {
      const { humanId, token } = await world.newHuman()
      for (let more = 0; more < 5; more++) await world.platform.identity.openHumanSession(world.tenant, humanId)
      return { token }
    },
    'human_auth.end_session': async (stage) => {
      const { token } = await stage.world.newHuman()
      const { results } = (await stage.call('human_auth.list_sessions', { token })).row as { results: { id: string }[] }
      return { token, path: { id: results[0]!.id } }
    },
    'human_auth.update_me': async (stage) => ({ ...(await asNewHuman(stage)), body: { name: 'Ada King' } }),
    'humans.create': async (stage) => ({ body: { email: newEmail(stage), name: 'Ada Lovelace' } }),
    'humans.update': async (stage) => {
      const { id } = await stage.make('humans.create')
      return { path: { id }, body: { name: 'Ada King' } }
    },
  },
  refused: {
    'human.email_taken': async (stage) => {
      const { email } = await stage.make('humans.create')
      return stage.call('humans.create', { body: { email } })
    },
    'human.phone_taken': async (stage) => {
      await stage.make('humans.create', { phone: '+493012345678' })
      return stage.call('humans.create', { body: { phone: '+493012345678' } })
    },
    'human.in_use': async (stage) => {
      const { id } = await stage.make('humans.create')
      await stage.make('conversations.create', { human_id: id })
      await stage.succeed('humans.delete', { path: { id } })
      return stage.call('humans.purge', { path: { id } })
    },
    'human.unreadable': (stage) => stage.call('humans.create', { body: { phone: 'none' } }),
    'human.consent_unchanged': async (stage) => {
      const { id } = await stage.make('humans.create')
      return stage.call('humans.update', { path: { id }, body: { marketing_consent_source: 'a fair' } })
    },
    'human.contact_missing': (stage) => stage.call('humans.create', { body: { name: 'Nobody' } }),
  },
  stricter: {
    'humans.create': 'phone numbers, languages and time zones have forms that no pattern describes',
  },
}
