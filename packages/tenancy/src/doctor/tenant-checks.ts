import type { Check } from './check.ts'

/** Whether tenants and their schemas fit together. */
export const tenantChecks: readonly Check[] = [
  {
    code: 'tenant_without_schema',
    severity: 'error',
    explanation: 'The tenant’s rows are looked for in a schema that is not there.',
    mend: 'Make the schema, with the tables of all migrations; rows that were in it come from a backup.',
    query: `
      select format('%s (%s)', t.slug, t.schema_name) as subject,
        format('select tenancy.create_tenant_schema(%L, %L)', t.id, t.schema_name) as sql
      from core.tenants t
      where t.placement = 'schema' and t.status in ('active', 'suspended')
        and t.schema_name not in (select s.name from tenant_schemas s)`,
  },
  {
    code: 'schema_without_tenant',
    severity: 'warning',
    explanation: 'A schema with tenants’ tables belongs to no tenant: left behind, or its tenant was lost.',
    mend: 'See what is in it; then drop it, and its rows in tenancy.tenant_schemas and tenancy.migrations.',
    query: `
      select s.name as subject, null as sql from tenant_schemas s
      where s.name <> 'shared' and s.name not in (select t.schema_name from core.tenants t)`,
  },
]
