import pg from 'pg'
import type { World } from '#testing'
import { Report } from '../report.ts'
import { secretsOf, stateOf } from '../secrets.ts'
import { attackTables } from './assault.ts'
import type { Aim } from './attack.ts'
import { type Table, tenantRoles, tenantTables } from './catalogue.ts'
import { judgeForm } from './form.ts'
import { attackAsOwner } from './owner.ts'
import { attackRelations } from './relations.ts'
import { findRow, leaveMissingRows } from './rows.ts'

/**
 * Lets the world's neighbour attack the tenant by SQL: every table, view and function the catalogue knows, in every
 * situation, as each role of tenants' scopes and as the owner of the tables.
 * @param except tables that are left out, by their references
 */
export async function attackDatabase(world: World, { except = new Set<string>() } = {}): Promise<Report> {
  const report = new Report()
  const admin = await connect(world.database.adminUrl)
  try {
    await raiseEpochs(admin, world)
    const tables = (await tenantTables(admin)).filter(({ reference }) => !except.has(reference))
    for (const tenant of [world.tenant, world.neighbour]) {
      await leaveMissingRows(
        admin,
        tables.filter((table) => mayHoldRows(table, tenant.schema)),
        tenant.id,
      )
    }
    report.count('tables', tables.length)
    report.count(
      'columns',
      tables.reduce((sum, { columns }) => sum + columns.length, 0),
    )
    const before = await stateOf(admin, tables, world.tenant.id)
    await judgeForm(admin, report)
    await attackAsEachRole(world, admin, tables, report)
    const after = await stateOf(admin, tables, world.tenant.id)
    if (before !== after) report.add('the database', 'all attacks', "the victim's rows are not what they were")
    return report
  } finally {
    await admin.end()
  }
}

/** So that there is a past epoch to attack with. */
async function raiseEpochs(admin: pg.Client, { tenant, neighbour }: World): Promise<void> {
  await admin.query('update core.tenants set epoch = epoch + 1 where id = any($1)', [[tenant.id, neighbour.id]])
}

async function attackAsEachRole(world: World, admin: pg.Client, tables: Table[], report: Report): Promise<void> {
  const { tenant: victim, neighbour: attacker } = world
  const { rows } = await admin.query<{ id: string; epoch: string }>('select id, epoch from core.tenants')
  const side = ({ id }: { id: string }) => ({ id, epoch: Number(rows.find((row) => row.id === id)!.epoch) })
  const sides = { victim: side(victim), attacker: side(attacker) }
  const secrets = await secretsOf(admin, tables, victim.id, attacker.id)
  const allSecrets = new Set([...secrets, ...(await secretsOf(admin, tables, attacker.id, victim.id))])
  for (const role of tenantRoles) {
    const client = await connect(world.database.urls[role])
    try {
      const aims: Aim[] = []
      for (const table of tables) {
        const row = await findRow(admin, twinOf(table, victim.schema, tables), victim.id)
        const own = await findRow(admin, table, attacker.id)
        aims.push({ table, role, victimId: victim.id, victim: row ?? { [table.tenantColumn]: victim.id }, own })
      }
      const assault = { role, client, sides, aims, secrets, allSecrets, report }
      await attackTables(assault)
      await attackRelations(assault, admin)
    } finally {
      await client.end()
    }
  }
  await attackAsOwner(world.database.urls.owner, tables, allSecrets, report)
}

/** The same table where the tenant has its rows, so that its ids are tried in every schema. */
function twinOf(table: Table, schema: string, tables: readonly Table[]): Table {
  if (!isOfTenants(table.schema)) return table
  return tables.find((twin) => twin.schema === schema && twin.name === table.name) ?? table
}

const isOfTenants = (schema: string) => schema === 'shared' || schema.startsWith('tenant_')

/** A tenant's rows are in its own schema, and in the platform's. */
function mayHoldRows({ schema, columns }: Table, tenantSchema: string): boolean {
  const isGranted = columns.some(({ select, insert }) => select.length + insert.length > 0)
  return isGranted && (schema === tenantSchema || !isOfTenants(schema))
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  return client
}
