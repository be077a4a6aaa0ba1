import type { Doors, Registry, Scope, Tenant } from '@stoa/tenancy'
import {
  categoriseProduct,
  createCategory,
  createOrder,
  createProduct,
  createSellerProfile,
  replaceImages,
  replaceOptions,
} from '#commerce'
import { statement, systemStatement } from '#platform/database'
import { createHuman, ensureMember } from '#platform/identity'
import { createTenant } from '#platform/tenants'
import { type DemoProduct, type DemoTenant, demoTenants } from './demo.ts'
import { beginDemoWork } from './demo-work.ts'

const actor = { kind: 'system' } as const
const write = { actor, mode: 'write' } as const

const allSlugs = systemStatement('seed.all_slugs', (db) => db.selectFrom('core.tenants').select('slug'))

const anySeller = statement('seed.any_seller', (db) => db.selectFrom('seller_profiles').select('id').limit(1))

/**
 * Makes what the demo still lacks; begun and interrupted, the next run completes it. A demo tenant that was deleted
 * stays deleted, and a platform with other tenants is not touched.
 * @returns whether the platform is a demo's
 */
export async function seed(doors: Doors, registry: Registry): Promise<boolean> {
  const slugs = (await doors.system({ actor, mode: 'read' }, (scope) => scope.all(allSlugs, {}))).map(
    ({ slug }) => slug,
  )
  if (slugs.some((slug) => !demoTenants.some((demo) => demo.slug === slug))) return false
  for (const demo of demoTenants) {
    if (!slugs.includes(demo.slug)) await found(doors, demo)
    const tenant = await registry.bySlug(demo.slug)
    if (tenant?.status === 'active') await doors.scope(tenant, write, (scope) => furnish(scope, demo))
  }
  return true
}

/** The demo's tenants that are there and active, also beside tenants of the platform's own. */
export async function findDemoTenants(registry: Registry): Promise<readonly Tenant[]> {
  const tenants = await Promise.all(demoTenants.map(({ slug }) => registry.bySlug(slug)))
  return tenants.filter((tenant): tenant is Tenant => tenant?.status === 'active')
}

/** Makes the tenant with its people: one transaction. */
async function found(doors: Doors, { slug, name, placement, users }: DemoTenant): Promise<void> {
  await doors.system(write, async (scope) => {
    const { id } = await createTenant(scope, { slug, name, placement })
    for (const user of users) await ensureMember(scope, { tenant_id: id, ...user })
  })
}

async function furnish(scope: Scope, demo: DemoTenant): Promise<void> {
  const { slug, sellerName, humans, categories, products } = demo
  if (await scope.first(anySeller, {})) return
  const seller = await createSellerProfile(scope, { store_name: sellerName, slug })
  for (const human of humans) await createHuman(scope, human)
  const ids = new Map<string, string>()
  for (const [position, { parent, ...category }] of categories.entries()) {
    const parent_id = parent === undefined ? null : ids.get(parent)!
    ids.set(category.slug, (await createCategory(scope, { ...category, parent_id, position })).id)
  }
  const made = []
  for (const product of products) made.push(await stock(scope, product, seller.id, ids))
  const [first] = made
  if (!first) return
  await createOrder(scope, { items: [{ product_id: first.id, quantity: 2 }], buyer_name: 'Bob Buyer' })
  await beginDemoWork(scope, slug, first.id)
}

async function stock(scope: Scope, demo: DemoProduct, seller_id: string, categories: ReadonlyMap<string, string>) {
  const product = await createProduct(scope, { ...demo.product, seller_id })
  if (demo.category) await categoriseProduct(scope, product.id, { category_ids: [categories.get(demo.category)!] })
  if (demo.options) await replaceOptions(scope, product.id, demo.options)
  if (demo.imageUrls) await replaceImages(scope, product.id, { images: demo.imageUrls.map((url) => ({ url })) })
  return product
}
