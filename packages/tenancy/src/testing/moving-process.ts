import { type MoveOptions, moveTenant } from '../move/move-tenant.ts'
import { recoverMoves } from '../move/recover.ts'

// The process that move/kill.test.ts kills: moves a tenant, or ends interrupted moves, and goes on after each step only
// when it is told to.
const { work, ...options } = JSON.parse(process.argv[2]!) as { work: 'move' | 'recover' } & MoveOptions

async function tellStep(step: string): Promise<void> {
  process.send!({ step })
  await new Promise((resolve) => process.once('message', resolve))
}

try {
  if (work === 'move') await moveTenant({ ...options, onProgress: ({ step }) => tellStep(step) })
  else await recoverMoves({ ownerUrl: options.ownerUrl, onProgress: (_, { step }) => tellStep(step) })
} catch (error) {
  process.send!({ error: String(error) })
}
process.disconnect()
