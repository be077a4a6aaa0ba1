import type { Area } from '../area.ts'
import type { Sent, Stage } from '../stage.ts'

/** A new conversation with which this was done. */
async function conversation(stage: Stage, operation?: string, sent: Sent = {}) {
  const { id } = await stage.make('conversations.create')
  const path = { id }
  if (operation) await stage.succeed(operation, { path, ...sent })
  return { path }
}

/** What is refused when it is said in a new conversation. */
async function say(stage: Stage, body: object) {
  return stage.call('conversations.add_message', { ...(await conversation(stage)), body })
}

async function assignment(stage: Stage): Promise<Sent> {
  return { body: { user_id: (await stage.world.caller('operator')).userId } }
}

export const area: Area = {
  ready: {
    // Neither a human nor an address is required by itself; one of them is.
    'conversations.create': async (stage) => ({
      body: { channel: 'email', address: `${stage.mark()}ada@example.com` },
    }),
    'conversations.get_message': async (stage) => {
      const { row } = await stage.succeed('conversations.add_message', await conversation(stage))
      return { path: { id: row.id as string } }
    },
    'conversations.reopen': (stage) => conversation(stage, 'conversations.close'),
    'conversations.assign': async (stage) => ({ ...(await conversation(stage)), ...(await assignment(stage)) }),
    'conversations.unassign': async (stage) => conversation(stage, 'conversations.assign', await assignment(stage)),
    // A list of several rows.
    'conversations.list_messages': async (stage) => {
      const begun = await conversation(stage)
      for (let made = 0; made < 3; made++) await stage.succeed('conversations.add_message', begun)
      return begun
    },
  },
  refused: {
    'conversation.human_unknown': async (stage) => {
      const human_id = '0199c0de-7a1b-7c3d-8e4f-0000deadbeef'
      return stage.call('conversations.create', { body: { channel: 'chat', human_id } })
    },
    'conversation.with_nobody': (stage) => stage.call('conversations.create', { body: { channel: 'chat' } }),
    'conversation.closed': async (stage) => {
      const closed = await conversation(stage, 'conversations.close')
      return stage.call('conversations.add_message', { ...closed, body: { direction: 'out', text: 'Bye' } })
    },
    'conversation.assignee_unknown': async (stage) => {
      const { userId: user_id } = await stage.world.caller('owner', stage.world.neighbour)
      return stage.call('conversations.assign', { ...(await conversation(stage)), body: { user_id } })
    },
    'message.external_id_taken': async (stage) => {
      const message = { body: { direction: 'in', text: 'Hello', external_id: `${stage.mark()}told-twice` } }
      const begun = await conversation(stage, 'conversations.add_message', message)
      return stage.call('conversations.add_message', { ...begun, ...message })
    },
    'message.empty': (stage) => say(stage, { direction: 'in' }),
    'message.author_misfit': (stage) => say(stage, { direction: 'in', author_kind: 'bot', text: 'Beep' }),
    'message.sent_in_future': (stage) => say(stage, { direction: 'in', text: 'x', sent_at: '2999-01-01T00:00:00Z' }),
  },
}
