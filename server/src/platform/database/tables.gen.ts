// Made from the migrated database by scripts/generate-tables.ts; do not edit.
import type { ColumnType, Generated } from 'kysely'

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
/** Sent as an object or array, read as what it holds. */
export type JsonColumn = ColumnType<Json, object, object>
export type GeneratedJson = ColumnType<Json, object | undefined, object>
export type NullableJson = ColumnType<Json, object | null | undefined, object | null>
/** Named by the kernel in every statement, never by a feature. */
export type TenantId = ColumnType<string, never, never>

/** Platform tables in which tenants have rows; the kernel names the tenant in them as well. */
export const scopedTables = ['core.memberships', 'core.tenant_domains'] as const

export interface TenantTables {
  idempotency_keys: {
    tenant_id: TenantId
    actor_id: string
    key: string
    request_hash: string
    status: number
    headers: JsonColumn
    body: string
    created_at: string
  }
  number_series: {
    tenant_id: TenantId
    name: string
    last_number: number
  }
  order_history: {
    tenant_id: TenantId
    id: string
    order_id: string
    order_version: number
    from_status: string | null
    to_status: string
    reason: string | null
    actor_kind: 'user' | 'human' | 'api_key' | 'system' | 'anonymous'
    actor_id: string | null
    created_at: string
  }
  order_items: {
    tenant_id: TenantId
    id: string
    order_id: string
    position: number
    product_id: string
    title: string
    sku: string | null
    unit_price_amount_minor: number
    quantity: number
    total_amount_minor: number
    is_stock_taken: boolean
  }
  orders: {
    tenant_id: TenantId
    id: string
    number: number
    status: 'pending' | 'confirmed' | 'processing' | 'shipped' | 'delivered' | 'cancelled' | 'returned'
    source: 'storefront' | 'chat' | 'manual' | 'event' | 'etsy' | 'shopify' | 'api'
    currency: string
    items_amount_minor: number
    tax_amount_minor: number
    shipping_amount_minor: number
    discount_amount_minor: number
    total_amount_minor: number
    tax_rate_bps: number
    buyer_name: string | null
    buyer_email: string | null
    shipping_address: NullableJson
    notes: string | null
    placed_at: string
    metadata: GeneratedJson
    version: number
    created_at: string
    created_by: string | null
    updated_at: string
    updated_by: string | null
  }
  products: {
    tenant_id: TenantId
    id: string
    seller_id: string | null
    title: string
    description: string | null
    type: 'physical' | 'digital' | 'service' | 'ticket' | 'made_to_order'
    status: 'draft' | 'active' | 'archived'
    price_amount_minor: number
    compare_at_amount_minor: number | null
    currency: string
    sku: string | null
    stock_quantity: number | null
    tags: Generated<string[]>
    metadata: GeneratedJson
    version: number
    created_at: string
    created_by: string | null
    updated_at: string
    updated_by: string | null
    deleted_at: string | null
    deleted_by: string | null
  }
  seller_profiles: {
    tenant_id: TenantId
    id: string
    user_id: string | null
    store_name: string
    slug: string
    bio: string | null
    logo_url: string | null
    address: NullableJson
    policies: GeneratedJson
    metadata: GeneratedJson
    version: number
    created_at: string
    created_by: string | null
    updated_at: string
    updated_by: string | null
    deleted_at: string | null
    deleted_by: string | null
  }
  'core.memberships': {
    tenant_id: TenantId
    user_id: string
    name: string
    role: 'owner' | 'admin' | 'operator' | 'viewer' | 'check_in_controller' | 'seller'
    status: 'active' | 'disabled'
    metadata: GeneratedJson
    version: number
    created_at: string
    created_by: string | null
    updated_at: string
    updated_by: string | null
    deleted_at: string | null
    deleted_by: string | null
  }
  'core.tenant_domains': {
    domain: string
    tenant_id: TenantId
    verified_at: string | null
  }
  'core.tenants': {
    id: string
    name: string
    slug: string
    subdomain: string
    status: 'provisioning' | 'active' | 'suspended' | 'deleted'
    plan: string
    region: string
    settings: GeneratedJson
    branding: GeneratedJson
    version: number
    updated_at: string
    updated_by: string | null
  }
  'core.users': {
    id: string
    email: string
  }
}

export interface SystemTables {
  'core.idempotency_keys': {
    actor_id: string
    key: string
    request_hash: string
    status: number
    headers: JsonColumn
    body: string
    created_at: string
  }
  'core.login_codes': {
    email: string
    id: string
    code_hash: Buffer
    attempts: number
    expires_at: string
  }
  'core.login_limits': {
    key: string
    used: number
    window_ends_at: string
  }
  'core.memberships': {
    tenant_id: string
    user_id: string
    name: string
    role: 'owner' | 'admin' | 'operator' | 'viewer' | 'check_in_controller' | 'seller'
    status: 'active' | 'disabled'
    metadata: GeneratedJson
    version: number
    created_at: string
    created_by: string | null
    updated_at: string
    updated_by: string | null
    deleted_at: string | null
    deleted_by: string | null
  }
  'core.sessions': {
    id: string
    user_id: string
    refresh_salt: Buffer
    refresh_count: number
    refreshed_at: string
    user_agent: string | null
    address: string
    created_at: string
    last_used_at: string
    expires_at: string
    revoked_at: string | null
    revoked_because: 'logged_out' | 'revoked' | 'token_reused' | null
  }
  'core.tenant_domains': {
    domain: string
    tenant_id: string
    token: string
    verified_at: string | null
    created_at: string
  }
  'core.tenants': {
    id: string
    name: string
    slug: string
    subdomain: string
    status: 'provisioning' | 'active' | 'suspended' | 'deleted'
    placement: 'shared' | 'schema'
    schema_name: string
    epoch: number
    plan: string
    region: string
    settings: GeneratedJson
    branding: GeneratedJson
    suspended_at: string | null
    metadata: GeneratedJson
    version: number
    created_at: string
    created_by: string | null
    updated_at: string
    updated_by: string | null
    deleted_at: string | null
    deleted_by: string | null
    purging_since: string | null
    access_epoch: Generated<number>
  }
  'core.users': {
    id: string
    email: string
    name: string
    status: 'active' | 'disabled'
    is_superadmin: Generated<boolean>
    version: number
    created_at: string
    updated_at: string
  }
}
