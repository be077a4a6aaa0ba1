import pg from 'pg'

export interface BenchTenant {
  id: string
  schema: string
}

export async function tenantBySlug(admin: pg.Client, slug: string): Promise<BenchTenant> {
  const { rows } = await admin.query<BenchTenant>(
    'select id, schema_name as schema from core.tenants where slug = $1',
    [slug],
  )
  if (!rows[0]) throw new Error(`the demo has no tenant ${slug}`)
  return rows[0]
}

/**
 * Fills a tenant with products a millisecond apart, so that their order by time is theirs alone. Ends with a checkpoint, which would
 * else be counted with what is measured next.
 */
export async function fillProducts(admin: pg.Client, tenant: BenchTenant, count: number): Promise<void> {
  const table = `${pg.escapeIdentifier(tenant.schema)}.products`
  await admin.query(
    `insert into ${table} (tenant_id, id, title, description, type, status, price_amount_minor, currency, stock_quantity,
       tags, version, created_at, updated_at)
     select $1, gen_random_uuid(), 'Product ' || n, 'A product like many others, number ' || n, 'physical', 'active',
       100 + n, 'EUR', 10, '{new,linen}', 1, t.at, t.at
     from generate_series(1, $2::int) n, lateral (select now() - interval '1 hour' + n * interval '1 millisecond' as at) t`,
    [tenant.id, count],
  )
  await admin.query(`vacuum analyze ${table}`)
  await admin.query('checkpoint')
}

/** Brings the tenants of the bench to `count`, each with 20 products, and answers up to 1,000 of their ids. */
export async function addTenants(admin: pg.Client, count: number): Promise<string[]> {
  await admin.query(
    `with added as (
       insert into core.tenants (id, name, slug, subdomain, status, placement, schema_name, epoch, plan, region, version,
         created_at, updated_at)
       select gen_random_uuid(), 'Bench ' || n, 'bench-' || n, 'bench-' || n, 'active', 'shared', 'shared', 1, 'free',
         'eu', 1, now(), now()
       from generate_series(1, $1::int) n
       on conflict do nothing returning id
     )
     insert into shared.products (tenant_id, id, title, type, status, price_amount_minor, currency, version, created_at,
       updated_at)
     select id, gen_random_uuid(), 'Product ' || n, 'physical', 'active', 100 + n, 'EUR', 1, now(), now()
     from added, generate_series(1, 20) n`,
    [count],
  )
  await admin.query('vacuum analyze core.tenants')
  await admin.query('vacuum analyze shared.products')
  const { rows } = await admin.query<{ id: string }>(
    `select id from core.tenants where slug like 'bench-%' order by id limit 1000`,
  )
  return rows.map(({ id }) => id)
}
