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
export const scopedTables = ['core.api_keys', 'core.database_logins', 'core.memberships', 'core.tenant_domains'] as const

export interface TenantTables {
  ai_config: {
    tenant_id: TenantId
    is_enabled: boolean
    bot_name: string | null
    model: string | null
    instructions: string | null
    tone: string | null
    greeting: string | null
    languages: string[]
    temperature_hundredths: number | null
    handover: JsonColumn
    allowed_tools: string[]
    version: number
    updated_at: string | null
    updated_by: string | null
  }
  categories: {
    tenant_id: TenantId
    id: string
    parent_id: string | null
    name: string
    slug: string
    description: string | null
    position: number
    place: string
    parent_place: string | null
    path: string[]
    metadata: GeneratedJson
    version: number
    created_at: string
    created_by: string | null
    updated_at: string
    updated_by: string | null
    deleted_at: string | null
    deleted_by: string | null
  }
  conversation_history: {
    tenant_id: TenantId
    id: string
    conversation_id: string
    channel: 'chat' | 'email' | 'sms' | 'whatsapp' | 'instagram' | 'web'
    direction: 'in' | 'out'
    author_kind: 'human' | 'bot' | 'user' | 'system'
    author_id: string | null
    text: string | null
    attachments: JsonColumn
    sent_at: string
    external_id: string | null
    created_at: string
  }
  conversations: {
    tenant_id: TenantId
    id: string
    channel: 'chat' | 'email' | 'sms' | 'whatsapp' | 'instagram' | 'web'
    human_id: string | null
    address: string | null
    status: 'open' | 'closed'
    subject: string | null
    assigned_user_id: string | null
    last_message_at: string
    closed_at: string | null
    metadata: GeneratedJson
    version: number
    created_at: string
    created_by: string | null
    updated_at: string
    updated_by: string | null
  }
  custom_fields: {
    tenant_id: TenantId
    id: string
    key: string
    owner_type: 'product'
    label: string
    type: 'text' | 'integer' | 'boolean' | 'date' | 'select' | 'multi_select' | 'url' | 'money'
    is_required: boolean
    options: string[]
    minimum: number | null
    maximum: number | null
    position: number
    metadata: GeneratedJson
    version: number
    created_at: string
    created_by: string | null
    updated_at: string
    updated_by: string | null
    deleted_at: string | null
    deleted_by: string | null
  }
  fulfilment_items: {
    tenant_id: TenantId
    fulfilment_id: string
    order_item_id: string
    quantity: number
  }
  fulfilments: {
    tenant_id: TenantId
    id: string
    order_id: string
    status: 'open' | 'shipped' | 'delivered' | 'returned' | 'cancelled'
    carrier: string | null
    tracking_number: string | null
    tracking_url: string | null
    shipped_at: string | null
    delivered_at: string | null
    returned_at: string | null
    cancelled_at: string | null
    metadata: GeneratedJson
    version: number
    created_at: string
    created_by: string | null
    updated_at: string
    updated_by: string | null
  }
  human_sessions: {
    tenant_id: TenantId
    id: string
    human_id: string
    refresh_salt: Buffer
    refresh_count: number
    refreshed_at: string
    user_agent: string | null
    address: string
    created_at: string
    last_used_at: string
    expires_at: string
    revoked_at: string | null
    revoked_because: 'logged_out' | 'revoked' | 'token_reused' | 'human_blocked' | 'human_deleted' | null
  }
  humans: {
    tenant_id: TenantId
    id: string
    email: string | null
    phone: string | null
    name: string | null
    locale: string | null
    time_zone: string | null
    addresses: GeneratedJson
    has_marketing_consent: Generated<boolean>
    marketing_consent_at: string | null
    marketing_consent_source: string | null
    status: 'active' | 'blocked'
    tags: Generated<string[]>
    notes: string | null
    metadata: GeneratedJson
    version: number
    created_at: string
    created_by: string | null
    updated_at: string
    updated_by: string | null
    deleted_at: string | null
    deleted_by: string | null
  }
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
    event: Generated<'status_changed' | 'fulfilment_added' | 'fulfilment_changed' | 'fulfilment_shipped' | 'fulfilment_delivered' | 'fulfilment_returned' | 'fulfilment_cancelled' | 'note_added' | 'note_deleted' | 'tag_added' | 'tag_removed' | 'rush_set' | 'rush_cleared' | 'due_date_set' | 'due_date_cleared'>
    subject_id: string | null
    detail: string | null
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
    allotted_quantity: Generated<number>
    shipped_quantity: Generated<number>
  }
  order_notes: {
    tenant_id: TenantId
    id: string
    order_id: string
    author_id: string | null
    text: string
    is_buyer_visible: boolean
    created_at: string
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
    tags: Generated<string[]>
    is_rush: Generated<boolean>
    due_at: string | null
    fulfilment_status: Generated<'unfulfilled' | 'partial' | 'fulfilled'>
  }
  product_categories: {
    tenant_id: TenantId
    product_id: string
    category_id: string
  }
  product_images: {
    tenant_id: TenantId
    product_id: string
    position: number
    url: string
    alt: string | null
  }
  product_import_chunks: {
    tenant_id: TenantId
    import_id: string
    position: number
    rows: JsonColumn
  }
  product_imports: {
    tenant_id: TenantId
    id: string
    status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
    upsert_by: 'sku' | 'id'
    columns: string[]
    rows_total: number
    rows_created: number
    rows_updated: number
    rows_failed: number
    row_errors: GeneratedJson
    failure_code: string | null
    started_at: string | null
    ended_at: string | null
    version: number
    created_at: string
    created_by: string | null
    updated_at: string
    updated_by: string | null
  }
  product_options: {
    tenant_id: TenantId
    product_id: string
    position: number
    name: string
    option_values: string[]
  }
  product_variants: {
    tenant_id: TenantId
    id: string
    product_id: string
    position: number
    option_values: string[]
    combination: string
    sku: string | null
    price_amount_minor: number | null
    compare_at_amount_minor: number | null
    stock_quantity: number | null
    image_url: string | null
    version: number
    created_at: string
    created_by: string | null
    updated_at: string
    updated_by: string | null
    deleted_at: string | null
    deleted_by: string | null
  }
  product_words: {
    tenant_id: TenantId
    product_id: string
    word: string
    weight: number
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
    words: Generated<string[]>
    seo_title: string | null
    seo_description: string | null
    channels: Generated<string[]>
    custom_fields: GeneratedJson
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
  skus: {
    tenant_id: TenantId
    sku: string
    product_id: string
  }
  'core.api_keys': {
    tenant_id: TenantId
    id: string
    name: string
    lower_name: string
    kind: 'secret' | 'publishable'
    scopes: string[]
    allowed_addresses: string[]
    secret_hash: Buffer
    previous_hash: Buffer | null
    previous_until: string | null
    expires_at: string | null
    last_used_at: string | null
    metadata: GeneratedJson
    version: number
    created_at: string
    created_by: string | null
    updated_at: string
    updated_by: string | null
    revoked_at: string | null
    revoked_by: string | null
  }
  'core.database_logins': {
    tenant_id: TenantId
    id: string
    name: string
    access: 'read_only' | 'read_write'
    role_name: string
    password_set_at: string | null
    version: number
    created_at: string
    created_by: string | null
    updated_at: string
    updated_by: string | null
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
  'core.api_keys': {
    tenant_id: string
    id: string
    name: string
    lower_name: string
    kind: 'secret' | 'publishable'
    scopes: string[]
    allowed_addresses: string[]
    secret_hash: Buffer
    previous_hash: Buffer | null
    previous_until: string | null
    expires_at: string | null
    last_used_at: string | null
    metadata: GeneratedJson
    version: number
    created_at: string
    created_by: string | null
    updated_at: string
    updated_by: string | null
    revoked_at: string | null
    revoked_by: string | null
  }
  'core.ended_human_sessions': {
    tenant_id: string
    session_id: string
    ended_at: string
  }
  'core.idempotency_keys': {
    actor_id: string
    key: string
    request_hash: string
    status: number
    headers: JsonColumn
    body: string
    created_at: string
  }
  'core.impersonations': {
    tenant_id: string
    id: string
    user_id: string
    impersonator_id: string
    reason: string
    address: string
    created_at: string
    expires_at: string
    ended_at: string | null
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
  'core.passkey_challenges': {
    challenge: Buffer
    purpose: 'registration' | 'login'
    user_id: string | null
    session_id: string | null
    email: string | null
    expires_at: string
  }
  'core.passkeys': {
    id: string
    user_id: string
    credential_id: Buffer
    public_key: Buffer
    sign_count: number
    transports: string[]
    device_type: 'single_device' | 'multi_device'
    is_backed_up: boolean
    name: string
    created_at: string
    last_used_at: string | null
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
  'core.user_identities': {
    issuer: string
    subject: string
    id: string
    user_id: string
    email: string
    created_at: string
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
