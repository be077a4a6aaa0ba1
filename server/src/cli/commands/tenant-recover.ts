import { type RecoveredMove, recoverMoves } from '@stoa/tenancy'
import { type Command, exitCodes } from '../command.ts'
import { withDatabase } from '../opened.ts'

const outcomes: Record<RecoveredMove['outcome'], string> = {
  undone: 'is where it was; the half-made copy is removed',
  finished: 'is where it was to go; what it had left behind is removed',
  under_way: 'is being moved by another process',
  left: 'works, but what it has left behind is in use',
}

export const tenantRecover: Command = {
  words: ['tenant', 'recover'],
  summary: 'End the moves of tenants that were interrupted',
  description:
    'One that had not switched its tenant is undone, any other is finished. A server that starts does the same.',
  async run(call) {
    const moves = await withDatabase(call, ({ urls }) => recoverMoves({ ownerUrl: urls.owner }))
    const lines = moves.map(({ tenantId, outcome }) => `Tenant ${tenantId} ${outcomes[outcome]}.`)
    return {
      data: moves.map(({ tenantId, ...rest }) => ({ tenant_id: tenantId, ...rest })),
      text: lines.join('\n') || 'No move was interrupted.',
      exitCode: moves.some(({ outcome }) => outcome === 'left') ? exitCodes.attention : exitCodes.done,
    }
  },
}
