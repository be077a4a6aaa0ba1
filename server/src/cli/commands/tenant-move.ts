import { type MoveProgress, type MoveReport, type Placement, placements } from '@stoa/tenancy'
import { moveTenantTo } from '#platform/tenants'
import { type Command, exitCodes, type Outcome } from '../command.ts'
import { withTenancy } from '../opened.ts'

export const tenantMove: Command = {
  words: ['tenant', 'move'],
  summary: 'Move a tenant to a schema of its own, or back to the shared one, while it works',
  description:
    'Its work waits for less than two seconds, at the very end. Until then it is where it was, whatever happens; a move\n' +
    'that is interrupted is undone by the next one, by "stoa tenant recover", or when a server starts.',
  arguments: ['slug or id'],
  options: [{ name: 'to', placeholder: 'placement', description: 'Where to', choices: placements, isRequired: true }],
  async run(call) {
    const to = call.option('to') as Placement
    const report = await withTenancy(call, (tenancy, { urls }) =>
      moveTenantTo(tenancy, urls.owner, call.argument('slug or id'), to, {
        onProgress: (progress) => call.progress(inWords(progress)),
      }),
    )
    return outcomeOf(report)
  },
}

function outcomeOf(report: MoveReport & { slug: string }): Outcome {
  const { slug, tenantId, from, to, tables, pauseMs, attempt, durationMs, isCleanedUp } = report
  const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0)
  const data = {
    tenant_id: tenantId,
    from,
    to,
    tables,
    pause_ms: pauseMs,
    attempt,
    duration_ms: durationMs,
    is_cleaned_up: isCleanedUp,
  }
  const done =
    `Tenant ${slug} moved from ${from.schema} to ${to.schema}: ${rows} rows in ${Object.keys(tables).length} tables, ` +
    `found equal in both; its work waited ${pauseMs} ms.`
  if (isCleanedUp) return { data, text: done }
  const left = `Something in ${from.schema} is in use and was left there; "stoa tenant recover" removes it.`
  return { data, text: `${done}\n${left}`, exitCode: exitCodes.attention }
}

function inWords(progress: MoveProgress): string {
  switch (progress.step) {
    case 'copied':
      return `Copied ${progress.table}: ${progress.rows} rows`
    case 'caught_up':
      return `Caught up: ${progress.rows} rows had changed, ${progress.durationMs} ms`
    case 'cleaned':
      return `Removed ${progress.table}${progress.rows > 0 ? `: ${progress.rows} rows` : ''}`
    case 'resumed':
      return `The tenant goes on where it was: ${progress.reason}`
    default:
      return sentences[progress.step]
  }
}

const sentences = {
  claimed: 'The move is noted',
  prepared: 'The tables to copy to are ready',
  calm: 'Nobody has been writing for long',
  paused: 'The tenant waits',
  drained: 'Whoever was writing has ended',
  verified: 'Both places hold the same rows',
  switching: 'Switching',
  switched: 'The tenant goes on in its new place',
  ended: 'Done',
}
