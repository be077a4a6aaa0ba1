import type { Scope } from '@stoa/tenancy'
import {
  type AiConfigPatch,
  addMessage,
  addNote,
  changeOrderStatus,
  createConversation,
  createFulfilment,
  createOrder,
  type NewConversation,
  type NewMessage,
  updateAiConfig,
} from '#commerce'

/** What goes on in a demo tenant on its first day. */
interface DemoWork {
  conversation: NewConversation
  messages: readonly NewMessage[]
  assistant: AiConfigPatch
}

const works: Readonly<Record<string, DemoWork>> = {
  acme: {
    conversation: { channel: 'email', address: 'bob@example.com', subject: 'Where is the rest?' },
    messages: [
      { direction: 'in', text: 'One mug came, thank you. When will the others?' },
      { direction: 'out', author_kind: 'system', text: 'They leave the kiln on Monday.' },
    ],
    assistant: { is_enabled: true, bot_name: 'Clay', tone: 'warm and brief', languages: ['en-GB', 'de'] },
  },
  bravo: {
    conversation: { channel: 'whatsapp', address: '+43152550', subject: 'Posters for a fair' },
    messages: [{ direction: 'in', text: 'Do the posters come in other sizes?' }],
    assistant: { bot_name: 'Inky', allowed_tools: ['search_products', 'quote'] },
  },
  chara: {
    conversation: { channel: 'chat', address: 'widget-7c3d', subject: 'A stall near the entrance' },
    messages: [
      { direction: 'in', text: 'Is there a stall near the entrance?' },
      { direction: 'out', author_kind: 'bot', text: 'One moment, somebody will know.' },
    ],
    assistant: { is_enabled: true, bot_name: 'Mara', handover: { keywords: ['stall'] } },
  },
}

/** An order of which a part was shipped, a conversation, and an assistant that is set up. */
export async function beginDemoWork(scope: Scope, slug: string, productId: string): Promise<void> {
  const items = [{ product_id: productId, quantity: 3 }]
  const { id, ...order } = await createOrder(scope, { items, buyer_name: 'Carla Cook', tags: ['gift'], is_rush: true })
  await changeOrderStatus(scope, id, 'confirm')
  await changeOrderStatus(scope, id, 'process')
  const one = [{ order_item_id: order.items[0]!.id, quantity: 1 }]
  await createFulfilment(scope, id, { items: one, is_shipped: true, carrier: 'DHL', tracking_number: 'JD0146000038' })
  await addNote(scope, id, { text: 'The rest follows on Monday.', is_buyer_visible: true })
  const work = works[slug]
  if (!work) return
  const conversation = await createConversation(scope, work.conversation)
  for (const message of work.messages) await addMessage(scope, conversation.id, message)
  await updateAiConfig(scope, work.assistant)
}
