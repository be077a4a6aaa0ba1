import { sql } from 'kysely'
import { systemStatement } from '#platform/database'
import type { RegistryEntry, RegistryQuery } from './entry.ts'

/** Any status: whoever asks decides what a suspended tenant means to it. */
export const findEntry = systemStatement(
  'tenant_registry.find',
  (db, p: { key: string }, { by }: Pick<RegistryQuery, 'by'>) => {
    const tenants = db
      .selectFrom('core.tenants as t')
      .select(['t.id', 't.slug', 't.name', 't.subdomain', 't.status', 't.placement', 't.schema_name as schema'])
      .select(['t.epoch', 't.access_epoch', 't.plan', 't.region', 't.settings'])
      .select((eb) => {
        const verified = eb
          .selectFrom('core.tenant_domains as d')
          .select('d.domain')
          .whereRef('d.tenant_id', '=', 't.id')
          .where('d.verified_at', 'is not', null)
          .orderBy('d.domain')
        return sql<string[]>`array(${verified})`.as('domains')
      })
      .$castTo<RegistryEntry>()
    if (by !== 'domain') return tenants.where(`t.${by}`, '=', p.key)
    return tenants.where('t.id', '=', (eb) =>
      eb
        .selectFrom('core.tenant_domains as d')
        .select('d.tenant_id')
        .where('d.domain', '=', p.key)
        .where('d.verified_at', 'is not', null),
    )
  },
)
