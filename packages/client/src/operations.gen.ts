// Made from the API document by scripts/generate-client.ts; do not edit.
import type { OperationShape } from './call.ts'

export type Impersonation = {
  /** In lower case. */
  id: string
  /** In lower case. */
  tenant_id: string
  /** In lower case. */
  user_id: string
  /** In lower case. */
  impersonator_id: string
  reason: string
  /** Network address it was begun from. */
  address: string
  created_at: string
  expires_at: string
  ended_at: string | null
  /** JWT, not to be refreshed. */
  access_token: string
  token_type: 'Bearer'
  /** Seconds the access token lives. */
  expires_in: number
}
export type Passkey = {
  /** In lower case. */
  id: string
  name: string
  /** How its authenticator is reached, as far as it says. */
  transports: Array<string>
  device_type: 'single_device' | 'multi_device'
  /** Whether it was copied to where its device is no longer needed. */
  is_backed_up: boolean
  created_at: string
  last_used_at: string | null
}
export type Tenant = {
  /** In lower case. */
  id: string
  name: string
  /** First label under the base domain. */
  subdomain: string
  plan: string
  region: string
  branding: Record<string, unknown>
  metadata: Record<string, unknown>
  /** Names the tenant in headers, paths and files; never changes. */
  slug: string
  placement: 'shared' | 'schema'
  status: 'provisioning' | 'active' | 'suspended' | 'deleted'
  /** The database schema with its rows. */
  schema_name: string
  /** Grows whenever access ends or begins everywhere, and with a move. */
  epoch: number
  /** The epoch in which access last ended or began; work that was queued before it is not done. */
  access_epoch: number
  /** Only what differs from the defaults. */
  settings: Record<string, unknown>
  suspended_at: string | null
  deleted_at: string | null
  deleted_by: string | null
  /** When its purge began; it cannot be restored any more. */
  purging_since: string | null
  /** Grows with each change; its ETag is `"<version>"`. */
  version: number
  created_at: string
  created_by: string | null
  updated_at: string
  updated_by: string | null
}
export type TenantDomain = {
  domain: string
  /** In lower case. */
  tenant_id: string
  verified_at: string | null
  created_at: string
  /** The TXT record that shows whose domain it is. */
  verification: {
    record_name: string
    record_value: string
  }
}
export type User = {
  /** In lower case. */
  id: string
  email: string
  name: string
  role: 'owner' | 'admin' | 'operator' | 'viewer' | 'check_in_controller' | 'seller'
  status: 'active' | 'disabled'
  metadata: Record<string, unknown>
  /** Grows with each change; its ETag is `"<version>"`. */
  version: number
  created_at: string
  created_by: string | null
  updated_at: string
  updated_by: string | null
}
export type Human = {
  /** In lower case. */
  id: string
  email: string | null
  phone: string | null
  name: string | null
  locale: string | null
  time_zone: string | null
  addresses: Array<{
    name?: string
    line1: string
    line2?: string
    postal_code?: string
    city: string
    region?: string
    /** ISO 3166-1 alpha-2. */
    country: string
    phone?: string
  }>
  /** Whether they may be sent advertising. */
  has_marketing_consent: boolean
  marketing_consent_source: string | null
  status: 'active' | 'blocked'
  tags: Array<string>
  notes: string | null
  metadata: Record<string, unknown>
  marketing_consent_at: string | null
  /** Grows with each change; its ETag is `"<version>"`. */
  version: number
  created_at: string
  created_by: string | null
  updated_at: string
  updated_by: string | null
}
export type SellerProfile = {
  /** In lower case. */
  id: string
  store_name: string
  /** Unique in the tenant, deleted profiles included. */
  slug: string
  user_id: string | null
  bio: string | null
  logo_url: string | null
  address: {
    name?: string
    line1: string
    line2?: string
    postal_code?: string
    city: string
    region?: string
    /** ISO 3166-1 alpha-2. */
    country: string
    phone?: string
  } | null
  policies: {
    shipping?: string
    returns?: string
    privacy?: string
  }
  metadata: Record<string, unknown>
  /** Grows with each change; its ETag is `"<version>"`. */
  version: number
  created_at: string
  created_by: string | null
  updated_at: string
  updated_by: string | null
}
export type Product = {
  /** In lower case. */
  id: string
  title: string
  price_amount_minor: number
  /** ISO 4217, in capitals: a currency that is in use. */
  currency: string
  seller_id: string | null
  description: string | null
  type: 'physical' | 'digital' | 'service' | 'ticket' | 'made_to_order'
  status: 'draft' | 'active' | 'archived'
  compare_at_amount_minor: number | null
  sku: string | null
  stock_quantity: number | null
  tags: Array<string>
  /** Where it is shown. */
  channels: Array<'storefront' | 'chat' | 'marketplace'>
  seo_title: string | null
  seo_description: string | null
  /** Values of the custom fields by their keys: texts, integers, booleans, dates (`2026-11-21`), options, lists of options, web addresses, and money as `amount_minor` and `currency`. */
  custom_fields: Record<string, unknown>
  metadata: Record<string, unknown>
  /** Grows with each change; its ETag is `"<version>"`. */
  version: number
  created_at: string
  created_by: string | null
  updated_at: string
  updated_by: string | null
}
export type ProductImport = {
  /** In lower case. */
  id: string
  status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  upsert_by: 'sku' | 'id'
  columns: Array<string>
  rows_total: number
  rows_created: number
  rows_updated: number
  rows_failed: number
  /** Of the first 100 rows that failed. */
  row_errors: Array<{
    /** Place among the rows of the file; the header is none. */
    row: number
    /** Of the refusal, for branching. */
    code?: string
    /** Of the refusal, for people. */
    detail?: string
    /** What is wrong with the row, where it is invalid. */
    errors?: Array<{
      path: string
      message: string
      code: string
    }>
  }>
  failure_code: string | null
  started_at: string | null
  ended_at: string | null
  /** Grows with each change; its ETag is `"<version>"`. */
  version: number
  created_at: string
  created_by: string | null
  updated_at: string
  updated_by: string | null
}
export type Category = {
  /** In lower case. */
  id: string
  name: string
  slug: string
  parent_id: string | null
  description: string | null
  /** Its place among its siblings. */
  position: number
  /** From the top down to the category itself. */
  path: Array<string>
  metadata: Record<string, unknown>
  /** Grows with each change; its ETag is `"<version>"`. */
  version: number
  created_at: string
  created_by: string | null
  updated_at: string
  updated_by: string | null
}
export type CustomField = {
  /** In lower case. */
  id: string
  /** Its name in `custom_fields`; never free again, nor changed. */
  key: string
  /** What has the field. */
  owner_type: 'product'
  /** Never changes. */
  type: 'text' | 'integer' | 'boolean' | 'date' | 'select' | 'multi_select' | 'url' | 'money'
  label: string
  /** Whether what is active must have a value. */
  is_required: boolean
  /** What a `select` or `multi_select` can be; of no other type. */
  options: Array<string>
  minimum: number | null
  maximum: number | null
  /** Where it is shown among the others. */
  position: number
  metadata: Record<string, unknown>
  /** Grows with each change; its ETag is `"<version>"`. */
  version: number
  created_at: string
  created_by: string | null
  updated_at: string
  updated_by: string | null
}
export type Order = {
  /** In lower case. */
  id: string
  /** Unique in the tenant, counting up. */
  number: number
  status: 'pending' | 'confirmed' | 'processing' | 'shipped' | 'delivered' | 'cancelled' | 'returned'
  source: 'storefront' | 'chat' | 'manual' | 'event' | 'etsy' | 'shopify' | 'api'
  /** ISO 4217, in capitals: a currency that is in use. */
  currency: string
  items_amount_minor: number
  tax_amount_minor: number
  shipping_amount_minor: number
  discount_amount_minor: number
  /** Items + tax + shipping − discount. */
  total_amount_minor: number
  /** Basis points: 1900 is 19 %. */
  tax_rate_bps: number
  buyer_name: string | null
  buyer_email: string | null
  shipping_address: {
    name?: string
    line1: string
    line2?: string
    postal_code?: string
    city: string
    region?: string
    /** ISO 3166-1 alpha-2. */
    country: string
    phone?: string
  } | null
  notes: string | null
  tags: Array<string>
  /** To be worked on before others. */
  is_rush: boolean
  metadata: Record<string, unknown>
  /** How much of it was shipped. */
  fulfilment_status: 'unfulfilled' | 'partial' | 'fulfilled'
  due_at: string | null
  placed_at: string
  /** Grows with each change; its ETag is `"<version>"`. */
  version: number
  created_at: string
  created_by: string | null
  updated_at: string
  updated_by: string | null
  /** Due, and neither shipped nor cancelled. */
  is_overdue: boolean
  items: Array<{
    /** In lower case. */
    id: string
    position: number
    /** In lower case. */
    product_id: string
    /** The title of the product when the order was placed. */
    title: string
    sku: string | null
    unit_price_amount_minor: number
    quantity: number
    total_amount_minor: number
    /** Whether the quantity left the product’s stock. */
    is_stock_taken: boolean
    /** In fulfilments that are not cancelled. */
    allotted_quantity: number
    /** In fulfilments that were shipped, returned ones too. */
    shipped_quantity: number
  }>
}
export type Conversation = {
  /** In lower case. */
  id: string
  channel: 'chat' | 'email' | 'sms' | 'whatsapp' | 'instagram' | 'web'
  human_id: string | null
  address: string | null
  subject: string | null
  metadata: Record<string, unknown>
  status: 'open' | 'closed'
  assigned_user_id: string | null
  /** When it was begun, while nothing was said. */
  last_message_at: string
  closed_at: string | null
  /** Grows with each change; its ETag is `"<version>"`. */
  version: number
  created_at: string
  created_by: string | null
  updated_at: string
  updated_by: string | null
}
export type AiConfig = {
  is_enabled: boolean
  bot_name: string | null
  model: string | null
  instructions: string | null
  tone: string | null
  greeting: string | null
  /** BCP 47, the preferred first; empty: that of the human. */
  languages: Array<string>
  temperature_hundredths: number | null
  handover: {
    /** When the human asks for somebody. */
    is_on_request: boolean
    after_failed_answers: number | null
    /** When the human says one of them. */
    keywords: Array<string>
  }
  allowed_tools: Array<'search_products' | 'add_to_cart' | 'quote' | 'checkout' | 'order_status' | 'hand_over'>
  /** Grows with each change; its ETag is `"<version>"`. */
  version: number
  updated_at: string | null
  updated_by: string | null
}
export type Setting = {
  /** Region (ISO 3166-1 alpha-2) of phone numbers written without a country; empty for none. */
  'humans.phone_region':
    | ''
    | 'AC'
    | 'AD'
    | 'AE'
    | 'AF'
    | 'AG'
    | 'AI'
    | 'AL'
    | 'AM'
    | 'AO'
    | 'AR'
    | 'AS'
    | 'AT'
    | 'AU'
    | 'AW'
    | 'AX'
    | 'AZ'
    | 'BA'
    | 'BB'
    | 'BD'
    | 'BE'
    | 'BF'
    | 'BG'
    | 'BH'
    | 'BI'
    | 'BJ'
    | 'BL'
    | 'BM'
    | 'BN'
    | 'BO'
    | 'BQ'
    | 'BR'
    | 'BS'
    | 'BT'
    | 'BW'
    | 'BY'
    | 'BZ'
    | 'CA'
    | 'CC'
    | 'CD'
    | 'CF'
    | 'CG'
    | 'CH'
    | 'CI'
    | 'CK'
    | 'CL'
    | 'CM'
    | 'CN'
    | 'CO'
    | 'CR'
    | 'CU'
    | 'CV'
    | 'CW'
    | 'CX'
    | 'CY'
    | 'CZ'
    | 'DE'
    | 'DJ'
    | 'DK'
    | 'DM'
    | 'DO'
    | 'DZ'
    | 'EC'
    | 'EE'
    | 'EG'
    | 'EH'
    | 'ER'
    | 'ES'
    | 'ET'
    | 'FI'
    | 'FJ'
    | 'FK'
    | 'FM'
    | 'FO'
    | 'FR'
    | 'GA'
    | 'GB'
    | 'GD'
    | 'GE'
    | 'GF'
    | 'GG'
    | 'GH'
    | 'GI'
    | 'GL'
    | 'GM'
    | 'GN'
    | 'GP'
    | 'GQ'
    | 'GR'
    | 'GT'
    | 'GU'
    | 'GW'
    | 'GY'
    | 'HK'
    | 'HN'
    | 'HR'
    | 'HT'
    | 'HU'
    | 'ID'
    | 'IE'
    | 'IL'
    | 'IM'
    | 'IN'
    | 'IO'
    | 'IQ'
    | 'IR'
    | 'IS'
    | 'IT'
    | 'JE'
    | 'JM'
    | 'JO'
    | 'JP'
    | 'KE'
    | 'KG'
    | 'KH'
    | 'KI'
    | 'KM'
    | 'KN'
    | 'KP'
    | 'KR'
    | 'KW'
    | 'KY'
    | 'KZ'
    | 'LA'
    | 'LB'
    | 'LC'
    | 'LI'
    | 'LK'
    | 'LR'
    | 'LS'
    | 'LT'
    | 'LU'
    | 'LV'
    | 'LY'
    | 'MA'
    | 'MC'
    | 'MD'
    | 'ME'
    | 'MF'
    | 'MG'
    | 'MH'
    | 'MK'
    | 'ML'
    | 'MM'
    | 'MN'
    | 'MO'
    | 'MP'
    | 'MQ'
    | 'MR'
    | 'MS'
    | 'MT'
    | 'MU'
    | 'MV'
    | 'MW'
    | 'MX'
    | 'MY'
    | 'MZ'
    | 'NA'
    | 'NC'
    | 'NE'
    | 'NF'
    | 'NG'
    | 'NI'
    | 'NL'
    | 'NO'
    | 'NP'
    | 'NR'
    | 'NU'
    | 'NZ'
    | 'OM'
    | 'PA'
    | 'PE'
    | 'PF'
    | 'PG'
    | 'PH'
    | 'PK'
    | 'PL'
    | 'PM'
    | 'PR'
    | 'PS'
    | 'PT'
    | 'PW'
    | 'PY'
    | 'QA'
    | 'RE'
    | 'RO'
    | 'RS'
    | 'RU'
    | 'RW'
    | 'SA'
    | 'SB'
    | 'SC'
    | 'SD'
    | 'SE'
    | 'SG'
    | 'SH'
    | 'SI'
    | 'SJ'
    | 'SK'
    | 'SL'
    | 'SM'
    | 'SN'
    | 'SO'
    | 'SR'
    | 'SS'
    | 'ST'
    | 'SV'
    | 'SX'
    | 'SY'
    | 'SZ'
    | 'TA'
    | 'TC'
    | 'TD'
    | 'TG'
    | 'TH'
    | 'TJ'
    | 'TK'
    | 'TL'
    | 'TM'
    | 'TN'
    | 'TO'
    | 'TR'
    | 'TT'
    | 'TV'
    | 'TW'
    | 'TZ'
    | 'UA'
    | 'UG'
    | 'US'
    | 'UY'
    | 'UZ'
    | 'VA'
    | 'VC'
    | 'VE'
    | 'VG'
    | 'VI'
    | 'VN'
    | 'VU'
    | 'WF'
    | 'WS'
    | 'XK'
    | 'YE'
    | 'YT'
    | 'ZA'
    | 'ZM'
    | 'ZW'
  /** Tax on every order, in basis points: 1900 is 19 %. */
  'commerce.tax_rate_bps': number
  /** Charged once per order that has something to ship, in minor units of its currency. */
  'commerce.shipping_flat_minor': number
  /** Grows with each change; its ETag is `"<version>"`. */
  version: number
}
export type ApiKey = {
  /** In lower case. */
  id: string
  kind: 'secret' | 'publishable'
  name: string
  /** What a secret key may do: operations, or `noun.*` for all of a noun, later ones included. Publishable keys have none. */
  scopes: Array<string>
  /** Addresses and networks from which it is taken; none: from everywhere. */
  allowed_addresses: Array<string>
  expires_at: string | null
  metadata: Record<string, unknown>
  last_used_at: string | null
  previous_until: string | null
  revoked_at: string | null
  revoked_by: string | null
  /** Grows with each change; its ETag is `"<version>"`. */
  version: number
  created_at: string
  created_by: string | null
  updated_at: string
  updated_by: string | null
  /** Shown this once: only its hash is kept. */
  key: string
}
export type DatabaseLogin = {
  /** In lower case. */
  id: string
  name: string
  access: 'read_only' | 'read_write'
  role_name: string
  password_set_at: string | null
  /** Grows with each change; its ETag is `"<version>"`. */
  version: number
  created_at: string
  created_by: string | null
  updated_at: string
  updated_by: string | null
}

/** What each operation is asked with, what it answers, and what it refuses with. */
export interface Operations {
  /** Ask for a login code by mail. */
  'auth.login': {
    request: {
      body: {
        email: string
      }
    }
    answer: {
      /** Seconds the code is valid. */
      expires_in: number
    }
    refuses:
      | 'identity.too_many_attempts'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
  }
  /** Log in with the code. */
  'auth.verify': {
    request: {
      body: {
        email: string
        code: string
      }
    }
    answer: {
      /** JWT; send it as `Authorization: Bearer …`. */
      access_token: string
      token_type: 'Bearer'
      /** Seconds the access token lives. */
      expires_in: number
      /** Good for one refresh, which answers with the next one. Used twice, it ends the session. */
      refresh_token: string
      user: {
        /** In lower case. */
        id: string
        email: string
        name: string
        is_superadmin: boolean
        /** Role per tenant id. */
        memberships: Record<string, 'owner' | 'admin' | 'operator' | 'viewer' | 'check_in_controller' | 'seller'>
      }
    }
    refuses:
      | 'identity.code_refused'
      | 'identity.too_many_attempts'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
  }
  /** Exchange a refresh token for new tokens. */
  'auth.refresh': {
    request: {
      body: {
        refresh_token: string
      }
    }
    answer: {
      /** JWT; send it as `Authorization: Bearer …`. */
      access_token: string
      token_type: 'Bearer'
      /** Seconds the access token lives. */
      expires_in: number
      /** Good for one refresh, which answers with the next one. Used twice, it ends the session. */
      refresh_token: string
      user: {
        /** In lower case. */
        id: string
        email: string
        name: string
        is_superadmin: boolean
        /** Role per tenant id. */
        memberships: Record<string, 'owner' | 'admin' | 'operator' | 'viewer' | 'check_in_controller' | 'seller'>
      }
    }
    refuses:
      | 'identity.invalid_refresh_token'
      | 'identity.refresh_token_reused'
      | 'identity.refresh_under_way'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
  }
  /** End this session. */
  'auth.logout': {
    request: Record<never, never>
    answer: undefined
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_not_found'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
  }
  /** Who I am, and in which tenants. */
  'auth.me': {
    request: Record<never, never>
    answer: {
      /** In lower case. */
      id: string
      email: string
      name: string
      is_superadmin: boolean
      /** In lower case. */
      session_id: string
      impersonated_by: {
        /** In lower case. */
        id: string
        email: string
      } | null
      /** Where I may act, by name. A suspended tenant lets nobody in. */
      tenants: Array<{
        /** In lower case. */
        id: string
        slug: string
        name: string
        status: string
        role: 'owner' | 'admin' | 'operator' | 'viewer' | 'check_in_controller' | 'seller'
      }>
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
  }
  /** List my sessions. */
  'auth.list_sessions': {
    request: {
      skip?: number
      limit?: number
      cursor?: string
      sort?: 'created_at' | '-created_at' | 'last_used_at' | '-last_used_at'
      total?: boolean
    }
    answer: {
      results: Array<{
        /** In lower case. */
        id: string
        user_agent: string | null
        /** Network address it was last used from. */
        address: string
        created_at: string
        last_used_at: string
        expires_at: string
        /** Whether this request belongs to it. */
        is_current: boolean
      }>
      paging: {
        skip: number
        limit: number
        total?: number
        next_cursor?: string
      }
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'list.invalid_cursor'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
  }
  /** End one of my sessions. */
  'auth.end_session': {
    request: {
      id: string
    }
    answer: undefined
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_not_found'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
  }
  /** Ask for a login code by mail. */
  'human_auth.login': {
    request: {
      body: {
        email: string
      }
    }
    answer: {
      /** Seconds the code is valid. */
      expires_in: number
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.too_many_attempts'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Log in with the code. */
  'human_auth.verify': {
    request: {
      body: {
        email: string
        code: string
      }
    }
    answer: {
      /** JWT; send it as `Authorization: Bearer …`. */
      access_token: string
      token_type: 'Bearer'
      /** Seconds the access token lives. */
      expires_in: number
      /** Good for one refresh, which answers with the next one. Used twice, it ends the session. */
      refresh_token: string
      human: {
        /** In lower case. */
        id: string
        email: string | null
        name: string | null
      }
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.code_refused'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.too_many_attempts'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Exchange a refresh token for new tokens. */
  'human_auth.refresh': {
    request: {
      body: {
        refresh_token: string
      }
    }
    answer: {
      /** JWT; send it as `Authorization: Bearer …`. */
      access_token: string
      token_type: 'Bearer'
      /** Seconds the access token lives. */
      expires_in: number
      /** Good for one refresh, which answers with the next one. Used twice, it ends the session. */
      refresh_token: string
      human: {
        /** In lower case. */
        id: string
        email: string | null
        name: string | null
      }
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_refresh_token'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.refresh_token_reused'
      | 'identity.refresh_under_way'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** End this session. */
  'human_auth.logout': {
    request: Record<never, never>
    answer: undefined
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_not_found'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** List my sessions. */
  'human_auth.list_sessions': {
    request: {
      skip?: number
      limit?: number
      cursor?: string
      sort?: 'created_at' | '-created_at' | 'last_used_at' | '-last_used_at'
      total?: boolean
    }
    answer: {
      results: Array<{
        /** In lower case. */
        id: string
        user_agent: string | null
        /** Network address it was last used from. */
        address: string
        created_at: string
        last_used_at: string
        expires_at: string
        /** Whether this request belongs to it. */
        is_current: boolean
      }>
      paging: {
        skip: number
        limit: number
        total?: number
        next_cursor?: string
      }
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'list.invalid_cursor'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** End one of my sessions. */
  'human_auth.end_session': {
    request: {
      id: string
    }
    answer: undefined
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_not_found'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Who I am to this tenant. */
  'human_auth.me': {
    request: Record<never, never>
    answer: {
      /** In lower case. */
      id: string
      email: string | null
      phone: string | null
      name: string | null
      locale: string | null
      time_zone: string | null
      addresses: Array<{
        name?: string
        line1: string
        line2?: string
        postal_code?: string
        city: string
        region?: string
        /** ISO 3166-1 alpha-2. */
        country: string
        phone?: string
      }>
      /** Whether they may be sent advertising. */
      has_marketing_consent: boolean
      /** Grows with each change; its ETag is `"<version>"`. */
      version: number
      created_at: string
      updated_at: string
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Change what I say of myself. */
  'human_auth.update_me': {
    request: {
      body?: {
        name?: string | null
        locale?: string | null
        time_zone?: string | null
        addresses?: Array<{
          name?: string
          line1: string
          line2?: string
          postal_code?: string
          city: string
          region?: string
          /** ISO 3166-1 alpha-2. */
          country: string
          phone?: string
        }>
        /** Whether they may be sent advertising. */
        has_marketing_consent?: boolean
      }
    }
    answer: {
      /** In lower case. */
      id: string
      email: string | null
      phone: string | null
      name: string | null
      locale: string | null
      time_zone: string | null
      addresses: Array<{
        name?: string
        line1: string
        line2?: string
        postal_code?: string
        city: string
        region?: string
        /** ISO 3166-1 alpha-2. */
        country: string
        phone?: string
      }>
      /** Whether they may be sent advertising. */
      has_marketing_consent: boolean
      /** Grows with each change; its ETag is `"<version>"`. */
      version: number
      created_at: string
      updated_at: string
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'human.unreadable'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** The public keys of access tokens. */
  'auth.published_keys': {
    request: Record<never, never>
    answer: {
      keys: Array<{
        kty: string
        crv: string
        x: string
        /** Of a key on P-256. */
        y?: string
        /** Thumbprint of the key (RFC 7638). */
        kid: string
        use: 'sig'
        alg: string
      }>
    }
    refuses:
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
  }
  /** List who acted as whom. */
  'impersonations.list': {
    request: {
      skip?: number
      limit?: number
      cursor?: string
      sort?: 'created_at' | '-created_at'
      total?: boolean
      tenant_id?: string
      user_id?: string
      impersonator_id?: string
    }
    answer: {
      results: Array<{
        /** In lower case. */
        id: string
        /** In lower case. */
        tenant_id: string
        /** In lower case. */
        user_id: string
        /** In lower case. */
        impersonator_id: string
        reason: string
        /** Network address it was begun from. */
        address: string
        created_at: string
        expires_at: string
        ended_at: string | null
      }>
      paging: {
        skip: number
        limit: number
        total?: number
        next_cursor?: string
      }
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.superadmin_only'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'list.invalid_cursor'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
  }
  /** Act as a user in one tenant. */
  'impersonations.create': {
    request: {
      body: {
        /** In lower case. */
        user_id: string
        /** In lower case. */
        tenant_id: string
        reason: string
      }
    }
    answer: Impersonation
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.superadmin_only'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'impersonation.not_a_member'
      | 'impersonation.superadmin'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
  }
  /** Get who acted as whom, also when it is over. */
  'impersonations.get': {
    request: {
      id: string
    }
    answer: {
      /** In lower case. */
      id: string
      /** In lower case. */
      tenant_id: string
      /** In lower case. */
      user_id: string
      /** In lower case. */
      impersonator_id: string
      reason: string
      /** Network address it was begun from. */
      address: string
      created_at: string
      expires_at: string
      ended_at: string | null
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.superadmin_only'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'impersonation.not_found'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
  }
  /** End an impersonation. */
  'impersonations.delete': {
    request: {
      id: string
    }
    answer: undefined
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.superadmin_only'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'impersonation.not_found'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
  }
  /** Begin to log in with a passkey. */
  'passkey_auth.login': {
    request: {
      body?: {
        email?: string
      }
    }
    answer: {
      public_key: {
        challenge: string
        rpId: string
        /** In milliseconds. */
        timeout: number
        /** None: whichever the authenticator offers. */
        allowCredentials: Array<{
          id: string
          type: 'public-key'
          transports?: Array<string>
        }>
        userVerification: 'required'
      }
      /** Seconds the challenge is good. */
      expires_in: number
    }
    refuses:
      | 'identity.too_many_attempts'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
  }
  /** Log in with what the passkey answered. */
  'passkey_auth.verify': {
    request: {
      body: {
        credential: {
          id: string
          rawId: string
          type: 'public-key'
          response: {
            clientDataJSON: string
            authenticatorData: string
            signature: string
            userHandle?: string | null
          }
        }
      }
    }
    answer: {
      /** JWT; send it as `Authorization: Bearer …`. */
      access_token: string
      token_type: 'Bearer'
      /** Seconds the access token lives. */
      expires_in: number
      /** Good for one refresh, which answers with the next one. Used twice, it ends the session. */
      refresh_token: string
      user: {
        /** In lower case. */
        id: string
        email: string
        name: string
        is_superadmin: boolean
        /** Role per tenant id. */
        memberships: Record<string, 'owner' | 'admin' | 'operator' | 'viewer' | 'check_in_controller' | 'seller'>
      }
    }
    refuses:
      | 'identity.too_many_attempts'
      | 'passkey.refused'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
  }
  /** Begin to add a passkey. */
  'passkeys.begin': {
    request: Record<never, never>
    answer: {
      public_key: {
        challenge: string
        rp: {
          id: string
          name: string
        }
        user: {
          id: string
          name: string
          displayName: string
        }
        pubKeyCredParams: Array<{
          type: 'public-key'
          alg: number
        }>
        /** In milliseconds. */
        timeout: number
        attestation: 'none'
        excludeCredentials: Array<{
          id: string
          type: 'public-key'
          transports?: Array<string>
        }>
        authenticatorSelection: {
          residentKey: 'required'
          requireResidentKey: true
          userVerification: 'required'
        }
      }
      /** Seconds the challenge is good. */
      expires_in: number
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.too_many_attempts'
      | 'identity.unknown_person'
      | 'passkey.login_not_recent'
      | 'passkey.too_many'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
  }
  /** Add the passkey that was made. */
  'passkeys.create': {
    request: {
      body: {
        name: string
        credential: {
          id: string
          rawId: string
          type: 'public-key'
          response: {
            clientDataJSON: string
            attestationObject: string
            transports?: Array<string>
          }
        }
      }
    }
    answer: Passkey
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'passkey.exists'
      | 'passkey.registration_refused'
      | 'passkey.too_many'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
  }
  /** List my passkeys. */
  'passkeys.list': {
    request: {
      skip?: number
      limit?: number
      cursor?: string
      sort?: 'created_at' | '-created_at'
      total?: boolean
    }
    answer: {
      results: Array<Passkey>
      paging: {
        skip: number
        limit: number
        total?: number
        next_cursor?: string
      }
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'list.invalid_cursor'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
  }
  /** Get one of my passkeys. */
  'passkeys.get': {
    request: {
      id: string
    }
    answer: Passkey
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'passkey.not_found'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
  }
  /** Rename one of my passkeys. */
  'passkeys.update': {
    request: {
      id: string
      body?: {
        name?: string
      }
    }
    answer: Passkey
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'passkey.not_found'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
  }
  /** Remove one of my passkeys. */
  'passkeys.delete': {
    request: {
      id: string
    }
    answer: undefined
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'passkey.not_found'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
  }
  /** List tenants. */
  'tenants.list': {
    request: {
      skip?: number
      limit?: number
      cursor?: string
      sort?: 'created_at' | '-created_at' | 'name' | '-name'
      total?: boolean
      status?: 'provisioning' | 'active' | 'suspended' | 'deleted'
      placement?: 'shared' | 'schema'
    }
    answer: {
      results: Array<Tenant>
      paging: {
        skip: number
        limit: number
        total?: number
        next_cursor?: string
      }
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.superadmin_only'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'list.invalid_cursor'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
  }
  /** Create a tenant. */
  'tenants.create': {
    request: {
      body: {
        name: string
        /** Names the tenant in headers, paths and files; never changes. */
        slug: string
        /** The slug, unless said. */
        subdomain?: string
        placement?: 'shared' | 'schema'
        domains?: Array<string>
        plan?: string
        region?: string
        branding?: Record<string, unknown>
        metadata?: Record<string, unknown>
      }
    }
    answer: Tenant
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.superadmin_only'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'idempotency.in_flight'
      | 'idempotency.key_reused'
      | 'idempotency.malformed_key'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenant.domain_taken'
      | 'tenant.slug_taken'
      | 'tenant.subdomain_taken'
  }
  /** Get a tenant. */
  'tenants.get': {
    request: {
      id: string
    }
    answer: Tenant
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.superadmin_only'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenant.not_found'
  }
  /** Change a tenant. */
  'tenants.update': {
    request: {
      id: string
      body?: {
        name?: string
        /** First label under the base domain. */
        subdomain?: string
        plan?: string
        region?: string
        branding?: Record<string, unknown>
        metadata?: Record<string, unknown>
      }
    }
    answer: Tenant
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.superadmin_only'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenant.not_found'
      | 'tenant.subdomain_taken'
  }
  /** Delete a tenant. */
  'tenants.delete': {
    request: {
      id: string
    }
    answer: undefined
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.superadmin_only'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenant.not_found'
  }
  /** Suspend a tenant. */
  'tenants.suspend': {
    request: {
      id: string
    }
    answer: Tenant
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.superadmin_only'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenant.not_found'
  }
  /** Reactivate a suspended tenant. */
  'tenants.reactivate': {
    request: {
      id: string
    }
    answer: Tenant
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.superadmin_only'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenant.not_found'
  }
  /** Restore a deleted tenant. */
  'tenants.restore': {
    request: {
      id: string
    }
    answer: Tenant
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.superadmin_only'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenant.not_deleted'
      | 'tenant.purging'
  }
  /** Purge a deleted tenant. */
  'tenants.purge': {
    request: {
      id: string
      now?: boolean
    }
    answer: Tenant
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.superadmin_only'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenant.moving'
      | 'tenant.not_deleted'
      | 'tenant.purge_too_early'
  }
  /** List the domains of a tenant. */
  'tenant_domains.list': {
    request: {
      id: string
    }
    answer: {
      results: Array<TenantDomain>
      paging: {
        skip: number
        limit: number
        total?: number
        next_cursor?: string
      }
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.superadmin_only'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenant.not_found'
  }
  /** Give a tenant a domain. */
  'tenant_domains.create': {
    request: {
      id: string
      body: {
        domain: string
      }
    }
    answer: TenantDomain
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.superadmin_only'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'idempotency.in_flight'
      | 'idempotency.key_reused'
      | 'idempotency.malformed_key'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenant.domain_taken'
      | 'tenant.not_found'
  }
  /** Get a domain of a tenant. */
  'tenant_domains.get': {
    request: {
      id: string
      domain: string
    }
    answer: TenantDomain
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.superadmin_only'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenant.domain_not_found'
  }
  /** Take a domain from a tenant. */
  'tenant_domains.delete': {
    request: {
      id: string
      domain: string
    }
    answer: undefined
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.superadmin_only'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenant.domain_not_found'
  }
  /** Verify a domain by its TXT record. */
  'tenant_domains.verify': {
    request: {
      id: string
      domain: string
    }
    answer: TenantDomain
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.superadmin_only'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenant.dns_unavailable'
      | 'tenant.domain_not_found'
      | 'tenant.domain_unverified'
  }
  /** Look a tenant up for another service. */
  'tenant_registry.find': {
    request: {
      by: 'id' | 'slug' | 'subdomain' | 'domain'
      key: string
    }
    answer: {
      /** In lower case. */
      id: string
      /** Names the tenant in headers, paths and files; never changes. */
      slug: string
      name: string
      /** First label under the base domain. */
      subdomain: string
      /** Verified ones only. */
      domains: Array<string>
      status: 'provisioning' | 'active' | 'suspended' | 'deleted'
      placement: 'shared' | 'schema'
      schema: string
      /** Grows whenever access ends or begins everywhere, and with a move. */
      epoch: number
      /** The epoch in which access last ended or began; work that was queued before it is not done. */
      access_epoch: number
      plan: string
      region: string
      /** Only what differs from the defaults. */
      settings: Record<string, unknown>
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.superadmin_only'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenant.not_found'
  }
  /** Look an active tenant up by slug or domain. */
  'tenants.lookup': {
    request: {
      slug?: string
      domain?: string
    }
    answer: {
      /** In lower case. */
      id: string
      /** Names the tenant in headers, paths and files; never changes. */
      slug: string
      name: string
      /** First label under the base domain. */
      subdomain: string
      branding: Record<string, unknown>
    }
    refuses:
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenant.lookup_unclear'
      | 'tenant.not_found'
  }
  /** List users. */
  'users.list': {
    request: {
      skip?: number
      limit?: number
      cursor?: string
      sort?: 'created_at' | '-created_at' | 'name' | '-name' | 'email' | '-email'
      total?: boolean
      role?: 'owner' | 'admin' | 'operator' | 'viewer' | 'check_in_controller' | 'seller'
      status?: 'active' | 'disabled'
      q?: string
    }
    answer: {
      results: Array<User>
      paging: {
        skip: number
        limit: number
        total?: number
        next_cursor?: string
      }
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'list.invalid_cursor'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Make somebody a user. */
  'users.create': {
    request: {
      body: {
        email: string
        name: string
        role: 'owner' | 'admin' | 'operator' | 'viewer' | 'check_in_controller' | 'seller'
        metadata?: Record<string, unknown>
      }
    }
    answer: User
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'idempotency.in_flight'
      | 'idempotency.key_reused'
      | 'idempotency.malformed_key'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
      | 'user.exists'
      | 'user.role_beyond_yours'
  }
  /** Get a user. */
  'users.get': {
    request: {
      id: string
    }
    answer: User
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
      | 'user.not_found'
  }
  /** Change a user. */
  'users.update': {
    request: {
      id: string
      body?: {
        name?: string
        role?: 'owner' | 'admin' | 'operator' | 'viewer' | 'check_in_controller' | 'seller'
        status?: 'active' | 'disabled'
        metadata?: Record<string, unknown>
      }
    }
    answer: User
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
      | 'user.beyond_yours'
      | 'user.last_owner'
      | 'user.not_found'
      | 'user.own_standing'
      | 'user.role_beyond_yours'
  }
  /** Remove a user. */
  'users.delete': {
    request: {
      id: string
    }
    answer: undefined
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
      | 'user.beyond_yours'
      | 'user.last_owner'
      | 'user.not_found'
      | 'user.own_standing'
  }
  /** List humans. */
  'humans.list': {
    request: {
      skip?: number
      limit?: number
      cursor?: string
      sort?: 'created_at' | '-created_at' | 'updated_at' | '-updated_at'
      total?: boolean
      email?: string
      phone?: string
      status?: 'active' | 'blocked'
      tag?: string
      has_marketing_consent?: boolean
    }
    answer: {
      results: Array<Human>
      paging: {
        skip: number
        limit: number
        total?: number
        next_cursor?: string
      }
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'human.unreadable'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'list.invalid_cursor'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Create a human. */
  'humans.create': {
    request: {
      body?: {
        email?: string | null
        phone?: string | null
        name?: string | null
        locale?: string | null
        time_zone?: string | null
        addresses?: Array<{
          name?: string
          line1: string
          line2?: string
          postal_code?: string
          city: string
          region?: string
          /** ISO 3166-1 alpha-2. */
          country: string
          phone?: string
        }>
        /** Whether they may be sent advertising. */
        has_marketing_consent?: boolean
        marketing_consent_source?: string | null
        tags?: Array<string>
        notes?: string | null
        metadata?: Record<string, unknown>
      }
    }
    answer: Human
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'human.consent_unchanged'
      | 'human.contact_missing'
      | 'human.email_taken'
      | 'human.phone_taken'
      | 'human.unreadable'
      | 'idempotency.in_flight'
      | 'idempotency.key_reused'
      | 'idempotency.malformed_key'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Get a human. */
  'humans.get': {
    request: {
      id: string
    }
    answer: Human
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'human.not_found'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Change or block a human. */
  'humans.update': {
    request: {
      id: string
      body?: {
        email?: string | null
        phone?: string | null
        name?: string | null
        locale?: string | null
        time_zone?: string | null
        addresses?: Array<{
          name?: string
          line1: string
          line2?: string
          postal_code?: string
          city: string
          region?: string
          /** ISO 3166-1 alpha-2. */
          country: string
          phone?: string
        }>
        /** Whether they may be sent advertising. */
        has_marketing_consent?: boolean
        marketing_consent_source?: string | null
        status?: 'active' | 'blocked'
        tags?: Array<string>
        notes?: string | null
        metadata?: Record<string, unknown>
      }
    }
    answer: Human
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'human.consent_unchanged'
      | 'human.contact_missing'
      | 'human.email_taken'
      | 'human.not_found'
      | 'human.phone_taken'
      | 'human.unreadable'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Delete a human. */
  'humans.delete': {
    request: {
      id: string
    }
    answer: undefined
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'human.not_found'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Restore a deleted human. */
  'humans.restore': {
    request: {
      id: string
    }
    answer: Human
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'human.not_deleted'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Purge a deleted human. */
  'humans.purge': {
    request: {
      id: string
    }
    answer: undefined
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'human.in_use'
      | 'human.not_deleted'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** List seller profiles. */
  'seller_profiles.list': {
    request: {
      skip?: number
      limit?: number
      cursor?: string
      sort?: 'created_at' | '-created_at' | 'store_name' | '-store_name'
      total?: boolean
      slug?: string
      user_id?: string
    }
    answer: {
      results: Array<SellerProfile>
      paging: {
        skip: number
        limit: number
        total?: number
        next_cursor?: string
      }
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'list.invalid_cursor'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Create a seller profile. */
  'seller_profiles.create': {
    request: {
      body: {
        store_name: string
        /** Unique in the tenant, deleted profiles included. */
        slug: string
        user_id?: string | null
        bio?: string | null
        logo_url?: string | null
        address?: {
          name?: string
          line1: string
          line2?: string
          postal_code?: string
          city: string
          region?: string
          /** ISO 3166-1 alpha-2. */
          country: string
          phone?: string
        } | null
        policies?: {
          shipping?: string
          returns?: string
          privacy?: string
        }
        metadata?: Record<string, unknown>
      }
    }
    answer: SellerProfile
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'idempotency.in_flight'
      | 'idempotency.key_reused'
      | 'idempotency.malformed_key'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'seller_profile.slug_taken'
      | 'seller_profile.user_taken'
      | 'seller_profile.user_unknown'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Get a seller profile. */
  'seller_profiles.get': {
    request: {
      id: string
    }
    answer: SellerProfile
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'seller_profile.not_found'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Change a seller profile. */
  'seller_profiles.update': {
    request: {
      id: string
      body?: {
        store_name?: string
        /** Unique in the tenant, deleted profiles included. */
        slug?: string
        user_id?: string | null
        bio?: string | null
        logo_url?: string | null
        address?: {
          name?: string | null
          line1?: string
          line2?: string | null
          postal_code?: string | null
          city?: string
          region?: string | null
          /** ISO 3166-1 alpha-2. */
          country?: string
          phone?: string | null
        } | null
        policies?: {
          shipping?: string | null
          returns?: string | null
          privacy?: string | null
        }
        metadata?: Record<string, unknown>
      }
    }
    answer: SellerProfile
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'seller_profile.none_of_yours'
      | 'seller_profile.not_found'
      | 'seller_profile.slug_taken'
      | 'seller_profile.user_fixed'
      | 'seller_profile.user_taken'
      | 'seller_profile.user_unknown'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Delete a seller profile. */
  'seller_profiles.delete': {
    request: {
      id: string
    }
    answer: undefined
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'seller_profile.not_found'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Restore a deleted seller profile. */
  'seller_profiles.restore': {
    request: {
      id: string
    }
    answer: SellerProfile
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'seller_profile.not_deleted'
      | 'seller_profile.user_taken'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Purge a deleted seller profile. */
  'seller_profiles.purge': {
    request: {
      id: string
    }
    answer: undefined
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'seller_profile.in_use'
      | 'seller_profile.not_deleted'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** List and search products. */
  'products.list': {
    request: {
      skip?: number
      limit?: number
      cursor?: string
      sort?: 'created_at' | '-created_at' | 'title' | '-title'
      total?: boolean
      q?: string
      seller_id?: string
      status?: 'draft' | 'active' | 'archived'
      type?: 'physical' | 'digital' | 'service' | 'ticket' | 'made_to_order'
      tag?: string
      channel?: 'storefront' | 'chat' | 'marketplace'
      category_id?: string
      category_tree_id?: string
    }
    answer: {
      results: Array<Product>
      paging: {
        skip: number
        limit: number
        total?: number
        next_cursor?: string
      }
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'list.invalid_cursor'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Create a product. */
  'products.create': {
    request: {
      body: {
        title: string
        price_amount_minor: number
        /** ISO 4217, in capitals: a currency that is in use. */
        currency: string
        seller_id?: string | null
        description?: string | null
        type?: 'physical' | 'digital' | 'service' | 'ticket' | 'made_to_order'
        status?: 'draft' | 'active' | 'archived'
        compare_at_amount_minor?: number | null
        sku?: string | null
        stock_quantity?: number | null
        tags?: Array<string>
        /** Where it is shown. */
        channels?: Array<'storefront' | 'chat' | 'marketplace'>
        seo_title?: string | null
        seo_description?: string | null
        /** Values of the custom fields by their keys: texts, integers, booleans, dates (`2026-11-21`), options, lists of options, web addresses, and money as `amount_minor` and `currency`. */
        custom_fields?: Record<string, unknown>
        metadata?: Record<string, unknown>
      }
    }
    answer: Product
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'idempotency.in_flight'
      | 'idempotency.key_reused'
      | 'idempotency.malformed_key'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'product.compare_at_too_low'
      | 'product.seller_unknown'
      | 'product.sku_taken'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'seller_profile.none_of_yours'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Get a product. */
  'products.get': {
    request: {
      id: string
    }
    answer: Product
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'product.not_found'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Change a product. */
  'products.update': {
    request: {
      id: string
      body?: {
        title?: string
        price_amount_minor?: number
        /** ISO 4217, in capitals: a currency that is in use. */
        currency?: string
        seller_id?: string | null
        description?: string | null
        type?: 'physical' | 'digital' | 'service' | 'ticket' | 'made_to_order'
        status?: 'draft' | 'active' | 'archived'
        compare_at_amount_minor?: number | null
        sku?: string | null
        stock_quantity?: number | null
        tags?: Array<string>
        /** Where it is shown. */
        channels?: Array<'storefront' | 'chat' | 'marketplace'>
        seo_title?: string | null
        seo_description?: string | null
        /** Values of the custom fields by their keys: texts, integers, booleans, dates (`2026-11-21`), options, lists of options, web addresses, and money as `amount_minor` and `currency`. */
        custom_fields?: Record<string, unknown>
        metadata?: Record<string, unknown>
      }
    }
    answer: Product
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'product.compare_at_too_low'
      | 'product.not_found'
      | 'product.seller_unknown'
      | 'product.sku_taken'
      | 'product.stock_per_variant'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'seller_profile.none_of_yours'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Delete a product. */
  'products.delete': {
    request: {
      id: string
    }
    answer: undefined
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'product.not_found'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'seller_profile.none_of_yours'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Restore a deleted product. */
  'products.restore': {
    request: {
      id: string
    }
    answer: Product
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'product.not_deleted'
      | 'product.sku_taken'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'seller_profile.none_of_yours'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Purge a deleted product. */
  'products.purge': {
    request: {
      id: string
    }
    answer: undefined
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'product.in_use'
      | 'product.not_deleted'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Create many products. */
  'products.create_many': {
    request: {
      atomic?: boolean
      body: {
        products: Array<{
          title: string
          price_amount_minor: number
          /** ISO 4217, in capitals: a currency that is in use. */
          currency: string
          seller_id?: string | null
          description?: string | null
          type?: 'physical' | 'digital' | 'service' | 'ticket' | 'made_to_order'
          status?: 'draft' | 'active' | 'archived'
          compare_at_amount_minor?: number | null
          sku?: string | null
          stock_quantity?: number | null
          tags?: Array<string>
          /** Where it is shown. */
          channels?: Array<'storefront' | 'chat' | 'marketplace'>
          seo_title?: string | null
          seo_description?: string | null
          /** Values of the custom fields by their keys: texts, integers, booleans, dates (`2026-11-21`), options, lists of options, web addresses, and money as `amount_minor` and `currency`. */
          custom_fields?: Record<string, unknown>
          metadata?: Record<string, unknown>
        }>
      }
    }
    answer: {
      results: Array<{
        /** Place of the row in the request, from 0. */
        index: number
        id: string | null
        /** What a call for this row alone answers with. */
        status: number
        /** Of the refusal, for branching. */
        code?: string
        /** Of the refusal, for people. */
        detail?: string
        /** What is wrong with the row, where it is invalid. */
        errors?: Array<{
          path: string
          message: string
          code: string
        }>
      }>
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'idempotency.in_flight'
      | 'idempotency.key_reused'
      | 'idempotency.malformed_key'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'product.sku_taken'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'seller_profile.none_of_yours'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Change many products. */
  'products.update_many': {
    request: {
      atomic?: boolean
      body: {
        products: Array<
          | {
              /** In lower case. */
              id: string
              /** Refused when the product has another version. */
              version?: number
              changes: {
                title?: string
                price_amount_minor?: number
                /** ISO 4217, in capitals: a currency that is in use. */
                currency?: string
                seller_id?: string | null
                description?: string | null
                type?: 'physical' | 'digital' | 'service' | 'ticket' | 'made_to_order'
                status?: 'draft' | 'active' | 'archived'
                compare_at_amount_minor?: number | null
                sku?: string | null
                stock_quantity?: number | null
                tags?: Array<string>
                /** Where it is shown. */
                channels?: Array<'storefront' | 'chat' | 'marketplace'>
                seo_title?: string | null
                seo_description?: string | null
                /** Values of the custom fields by their keys: texts, integers, booleans, dates (`2026-11-21`), options, lists of options, web addresses, and money as `amount_minor` and `currency`. */
                custom_fields?: Record<string, unknown>
                metadata?: Record<string, unknown>
              }
            }
          | {
              sku: string
              /** Refused when the product has another version. */
              version?: number
              changes: {
                title?: string
                price_amount_minor?: number
                /** ISO 4217, in capitals: a currency that is in use. */
                currency?: string
                seller_id?: string | null
                description?: string | null
                type?: 'physical' | 'digital' | 'service' | 'ticket' | 'made_to_order'
                status?: 'draft' | 'active' | 'archived'
                compare_at_amount_minor?: number | null
                sku?: string | null
                stock_quantity?: number | null
                tags?: Array<string>
                /** Where it is shown. */
                channels?: Array<'storefront' | 'chat' | 'marketplace'>
                seo_title?: string | null
                seo_description?: string | null
                /** Values of the custom fields by their keys: texts, integers, booleans, dates (`2026-11-21`), options, lists of options, web addresses, and money as `amount_minor` and `currency`. */
                custom_fields?: Record<string, unknown>
                metadata?: Record<string, unknown>
              }
            }
        >
      }
    }
    answer: {
      results: Array<{
        /** Place of the row in the request, from 0. */
        index: number
        id: string | null
        /** What a call for this row alone answers with. */
        status: number
        /** Of the refusal, for branching. */
        code?: string
        /** Of the refusal, for people. */
        detail?: string
        /** What is wrong with the row, where it is invalid. */
        errors?: Array<{
          path: string
          message: string
          code: string
        }>
      }>
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'product.sku_taken'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'seller_profile.none_of_yours'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Export the products as a CSV file. */
  'products.export': {
    request: Record<never, never>
    answer: string
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Import products from a CSV file. */
  'product_imports.create': {
    request: {
      by?: 'sku' | 'id'
      /** RFC 4180 in UTF-8. The first line names fields of a product, in any order. */
      body: string
    }
    answer: ProductImport
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'idempotency.in_flight'
      | 'idempotency.key_reused'
      | 'idempotency.malformed_key'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'product_import.bad_csv'
      | 'product_import.bad_header'
      | 'product_import.too_many_rows'
      | 'request.bad_text'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** List imports of products. */
  'product_imports.list': {
    request: {
      skip?: number
      limit?: number
      cursor?: string
      sort?: 'created_at' | '-created_at'
      total?: boolean
      status?: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
    }
    answer: {
      results: Array<ProductImport>
      paging: {
        skip: number
        limit: number
        total?: number
        next_cursor?: string
      }
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'list.invalid_cursor'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Get an import of products. */
  'product_imports.get': {
    request: {
      id: string
    }
    answer: ProductImport
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'product_import.not_found'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Cancel an import of products. */
  'product_imports.cancel': {
    request: {
      id: string
    }
    answer: ProductImport
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'product_import.ended'
      | 'product_import.not_found'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Get the options and variants of a product. */
  'products.get_options': {
    request: {
      id: string
    }
    answer: {
      options: Array<{
        name: string
        values: Array<string>
      }>
      variants: Array<{
        /** In lower case. */
        id: string
        /** In lower case. */
        product_id: string
        position: number
        /** One value of each option, in the order of the options. */
        option_values: Array<string>
        sku: string | null
        price_amount_minor: number | null
        compare_at_amount_minor: number | null
        stock_quantity: number | null
        image_url: string | null
        /** Grows with each change; its ETag is `"<version>"`. */
        version: number
        created_at: string
        created_by: string | null
        updated_at: string
        updated_by: string | null
      }>
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'product.not_found'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Replace the options and variants of a product. */
  'products.replace_options': {
    request: {
      id: string
      body: {
        options: Array<{
          name: string
          values: Array<string>
        }>
        variants: Array<{
          /** One value of each option, in the order of the options. */
          option_values: Array<string>
          sku?: string | null
          price_amount_minor?: number | null
          compare_at_amount_minor?: number | null
          stock_quantity?: number | null
          image_url?: string | null
        }>
      }
    }
    answer: {
      options: Array<{
        name: string
        values: Array<string>
      }>
      variants: Array<{
        /** In lower case. */
        id: string
        /** In lower case. */
        product_id: string
        position: number
        /** One value of each option, in the order of the options. */
        option_values: Array<string>
        sku: string | null
        price_amount_minor: number | null
        compare_at_amount_minor: number | null
        stock_quantity: number | null
        image_url: string | null
        /** Grows with each change; its ETag is `"<version>"`. */
        version: number
        created_at: string
        created_by: string | null
        updated_at: string
        updated_by: string | null
      }>
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'product.compare_at_too_low'
      | 'product.not_found'
      | 'product.sku_taken'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'seller_profile.none_of_yours'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Get the images of a product. */
  'products.get_images': {
    request: {
      id: string
    }
    answer: {
      images: Array<{
        position: number
        url: string
        alt: string | null
      }>
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'product.not_found'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Replace the images of a product. */
  'products.replace_images': {
    request: {
      id: string
      body: {
        images: Array<{
          url: string
          alt?: string | null
        }>
      }
    }
    answer: {
      images: Array<{
        position: number
        url: string
        alt: string | null
      }>
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'product.not_found'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'seller_profile.none_of_yours'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** List categories. */
  'categories.list': {
    request: {
      skip?: number
      limit?: number
      cursor?: string
      sort?: 'created_at' | '-created_at' | 'position' | '-position' | 'name' | '-name'
      total?: boolean
      parent_id?: string
      slug?: string
      is_top?: boolean
    }
    answer: {
      results: Array<Category>
      paging: {
        skip: number
        limit: number
        total?: number
        next_cursor?: string
      }
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'list.invalid_cursor'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Create a category. */
  'categories.create': {
    request: {
      body: {
        name: string
        slug: string
        parent_id?: string | null
        description?: string | null
        /** Its place among its siblings. */
        position?: number
        metadata?: Record<string, unknown>
      }
    }
    answer: Category
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'category.parent_unknown'
      | 'category.slug_taken'
      | 'category.too_deep'
      | 'idempotency.in_flight'
      | 'idempotency.key_reused'
      | 'idempotency.malformed_key'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Get a category. */
  'categories.get': {
    request: {
      id: string
    }
    answer: Category
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'category.not_found'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Change a category. */
  'categories.update': {
    request: {
      id: string
      body?: {
        name?: string
        slug?: string
        parent_id?: string | null
        description?: string | null
        /** Its place among its siblings. */
        position?: number
        metadata?: Record<string, unknown>
      }
    }
    answer: Category
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'category.above_itself'
      | 'category.not_found'
      | 'category.parent_unknown'
      | 'category.slug_taken'
      | 'category.too_deep'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Delete a category. */
  'categories.delete': {
    request: {
      id: string
    }
    answer: undefined
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'category.has_children'
      | 'category.not_found'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Restore a deleted category. */
  'categories.restore': {
    request: {
      id: string
    }
    answer: Category
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'category.not_deleted'
      | 'category.parent_unknown'
      | 'category.slug_taken'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Purge a deleted category. */
  'categories.purge': {
    request: {
      id: string
    }
    answer: undefined
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'category.in_use'
      | 'category.not_deleted'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Get the categories of a product. */
  'products.get_categories': {
    request: {
      id: string
    }
    answer: {
      category_ids: Array<string>
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'product.not_found'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Replace the categories of a product. */
  'products.replace_categories': {
    request: {
      id: string
      body: {
        category_ids: Array<string>
      }
    }
    answer: {
      category_ids: Array<string>
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'category.unknown'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'product.not_found'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'seller_profile.none_of_yours'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** List custom fields. */
  'custom_fields.list': {
    request: {
      skip?: number
      limit?: number
      cursor?: string
      sort?: 'created_at' | '-created_at' | 'position' | '-position'
      total?: boolean
      owner_type?: 'product'
      key?: string
    }
    answer: {
      results: Array<CustomField>
      paging: {
        skip: number
        limit: number
        total?: number
        next_cursor?: string
      }
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'list.invalid_cursor'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Create a custom field. */
  'custom_fields.create': {
    request: {
      body: {
        /** Its name in `custom_fields`; never free again, nor changed. */
        key: string
        /** What has the field. */
        owner_type: 'product'
        /** Never changes. */
        type: 'text' | 'integer' | 'boolean' | 'date' | 'select' | 'multi_select' | 'url' | 'money'
        label: string
        /** Whether what is active must have a value. */
        is_required?: boolean
        /** What a `select` or `multi_select` can be; of no other type. */
        options?: Array<string>
        minimum?: number | null
        maximum?: number | null
        /** Where it is shown among the others. */
        position?: number
        metadata?: Record<string, unknown>
      }
    }
    answer: CustomField
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'custom_field.key_taken'
      | 'custom_field.too_many'
      | 'idempotency.in_flight'
      | 'idempotency.key_reused'
      | 'idempotency.malformed_key'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Get a custom field. */
  'custom_fields.get': {
    request: {
      id: string
    }
    answer: CustomField
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'custom_field.not_found'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Change a custom field. */
  'custom_fields.update': {
    request: {
      id: string
      body?: {
        label?: string
        /** Whether what is active must have a value. */
        is_required?: boolean
        /** What a `select` or `multi_select` can be; of no other type. */
        options?: Array<string>
        minimum?: number | null
        maximum?: number | null
        /** Where it is shown among the others. */
        position?: number
        metadata?: Record<string, unknown>
      }
    }
    answer: CustomField
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'custom_field.not_found'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Archive a custom field. */
  'custom_fields.delete': {
    request: {
      id: string
    }
    answer: undefined
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'custom_field.not_found'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Restore an archived custom field. */
  'custom_fields.restore': {
    request: {
      id: string
    }
    answer: CustomField
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'custom_field.not_deleted'
      | 'custom_field.too_many'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** List orders, without their items. */
  'orders.list': {
    request: {
      skip?: number
      limit?: number
      cursor?: string
      sort?: 'created_at' | '-created_at' | 'number' | '-number' | 'placed_at' | '-placed_at'
      total?: boolean
      source?: 'storefront' | 'chat' | 'manual' | 'event' | 'etsy' | 'shopify' | 'api'
      status?: 'pending' | 'confirmed' | 'processing' | 'shipped' | 'delivered' | 'cancelled' | 'returned'
      fulfilment_status?: 'unfulfilled' | 'partial' | 'fulfilled'
      tag?: string
      is_rush?: boolean
      is_overdue?: boolean
      placed_from?: string
      placed_to?: string
      buyer_email?: string
      number?: number
    }
    answer: {
      results: Array<{
        /** In lower case. */
        id: string
        /** Unique in the tenant, counting up. */
        number: number
        status: 'pending' | 'confirmed' | 'processing' | 'shipped' | 'delivered' | 'cancelled' | 'returned'
        source: 'storefront' | 'chat' | 'manual' | 'event' | 'etsy' | 'shopify' | 'api'
        /** ISO 4217, in capitals: a currency that is in use. */
        currency: string
        items_amount_minor: number
        tax_amount_minor: number
        shipping_amount_minor: number
        discount_amount_minor: number
        /** Items + tax + shipping − discount. */
        total_amount_minor: number
        /** Basis points: 1900 is 19 %. */
        tax_rate_bps: number
        buyer_name: string | null
        buyer_email: string | null
        shipping_address: {
          name?: string
          line1: string
          line2?: string
          postal_code?: string
          city: string
          region?: string
          /** ISO 3166-1 alpha-2. */
          country: string
          phone?: string
        } | null
        notes: string | null
        tags: Array<string>
        /** To be worked on before others. */
        is_rush: boolean
        metadata: Record<string, unknown>
        /** How much of it was shipped. */
        fulfilment_status: 'unfulfilled' | 'partial' | 'fulfilled'
        due_at: string | null
        placed_at: string
        /** Grows with each change; its ETag is `"<version>"`. */
        version: number
        created_at: string
        created_by: string | null
        updated_at: string
        updated_by: string | null
        /** Due, and neither shipped nor cancelled. */
        is_overdue: boolean
      }>
      paging: {
        skip: number
        limit: number
        total?: number
        next_cursor?: string
      }
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'list.invalid_cursor'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Place an order. */
  'orders.create': {
    request: {
      body: {
        /** Lines of the same product are added up. */
        items: Array<{
          /** In lower case. */
          product_id: string
          quantity: number
        }>
        /** `manual` unless said. */
        source?: 'storefront' | 'chat' | 'manual' | 'event' | 'etsy' | 'shopify' | 'api'
        /** Only with source `manual`. */
        discount_amount_minor?: number
        due_at?: string | null
        buyer_name?: string | null
        buyer_email?: string | null
        shipping_address?: {
          name?: string
          line1: string
          line2?: string
          postal_code?: string
          city: string
          region?: string
          /** ISO 3166-1 alpha-2. */
          country: string
          phone?: string
        } | null
        notes?: string | null
        tags?: Array<string>
        /** To be worked on before others. */
        is_rush?: boolean
        metadata?: Record<string, unknown>
      }
    }
    answer: Order
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'idempotency.in_flight'
      | 'idempotency.key_reused'
      | 'idempotency.malformed_key'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'order.amount_too_large'
      | 'order.currencies_differ'
      | 'order.discount_not_manual'
      | 'order.discount_too_large'
      | 'order.product_not_for_sale'
      | 'order.quantity_too_large'
      | 'order.variant_needed'
      | 'product.out_of_stock'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Get an order with its items. */
  'orders.get': {
    request: {
      id: string
    }
    answer: Order
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'order.not_found'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Change the status of many orders. */
  'orders.change_statuses': {
    request: {
      atomic?: boolean
      body: {
        orders: Array<{
          /** In lower case. */
          id: string
          status: 'confirmed' | 'processing' | 'shipped' | 'delivered' | 'cancelled' | 'returned'
          /** Refused when the order has another version. */
          version?: number
        }>
        reason?: string | null
      }
    }
    answer: {
      results: Array<{
        /** Place of the row in the request, from 0. */
        index: number
        id: string | null
        /** What a call for this row alone answers with. */
        status: number
        /** Of the refusal, for branching. */
        code?: string
        /** Of the refusal, for people. */
        detail?: string
        /** What is wrong with the row, where it is invalid. */
        errors?: Array<{
          path: string
          message: string
          code: string
        }>
      }>
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'idempotency.in_flight'
      | 'idempotency.key_reused'
      | 'idempotency.malformed_key'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Confirm an order. */
  'orders.confirm': {
    request: {
      id: string
      body?: {
        reason?: string | null
      }
    }
    answer: Order
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'order.not_found'
      | 'order.transition_not_allowed'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Begin to process an order. */
  'orders.process': {
    request: {
      id: string
      body?: {
        reason?: string | null
      }
    }
    answer: Order
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'order.not_found'
      | 'order.transition_not_allowed'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Say that an order was shipped. */
  'orders.ship': {
    request: {
      id: string
      body?: {
        reason?: string | null
      }
    }
    answer: Order
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'order.not_found'
      | 'order.transition_not_allowed'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Say that an order was delivered. */
  'orders.deliver': {
    request: {
      id: string
      body?: {
        reason?: string | null
      }
    }
    answer: Order
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'order.not_found'
      | 'order.transition_not_allowed'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Cancel an order and restock what was not shipped. */
  'orders.cancel': {
    request: {
      id: string
      body?: {
        reason?: string | null
      }
    }
    answer: Order
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'order.not_found'
      | 'order.partly_shipped'
      | 'order.transition_not_allowed'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Say that an order came back. */
  'orders.return': {
    request: {
      id: string
      body?: {
        reason?: string | null
      }
    }
    answer: Order
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'order.not_found'
      | 'order.transition_not_allowed'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Add a tag to an order. */
  'orders.add_tag': {
    request: {
      id: string
      tag: string
    }
    answer: {
      /** In lower case. */
      id: string
      /** Unique in the tenant, counting up. */
      number: number
      status: 'pending' | 'confirmed' | 'processing' | 'shipped' | 'delivered' | 'cancelled' | 'returned'
      source: 'storefront' | 'chat' | 'manual' | 'event' | 'etsy' | 'shopify' | 'api'
      /** ISO 4217, in capitals: a currency that is in use. */
      currency: string
      items_amount_minor: number
      tax_amount_minor: number
      shipping_amount_minor: number
      discount_amount_minor: number
      /** Items + tax + shipping − discount. */
      total_amount_minor: number
      /** Basis points: 1900 is 19 %. */
      tax_rate_bps: number
      buyer_name: string | null
      buyer_email: string | null
      shipping_address: {
        name?: string
        line1: string
        line2?: string
        postal_code?: string
        city: string
        region?: string
        /** ISO 3166-1 alpha-2. */
        country: string
        phone?: string
      } | null
      notes: string | null
      tags: Array<string>
      /** To be worked on before others. */
      is_rush: boolean
      metadata: Record<string, unknown>
      /** How much of it was shipped. */
      fulfilment_status: 'unfulfilled' | 'partial' | 'fulfilled'
      due_at: string | null
      placed_at: string
      /** Grows with each change; its ETag is `"<version>"`. */
      version: number
      created_at: string
      created_by: string | null
      updated_at: string
      updated_by: string | null
      /** Due, and neither shipped nor cancelled. */
      is_overdue: boolean
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'order.not_found'
      | 'order.too_many_tags'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Remove a tag from an order. */
  'orders.remove_tag': {
    request: {
      id: string
      tag: string
    }
    answer: {
      /** In lower case. */
      id: string
      /** Unique in the tenant, counting up. */
      number: number
      status: 'pending' | 'confirmed' | 'processing' | 'shipped' | 'delivered' | 'cancelled' | 'returned'
      source: 'storefront' | 'chat' | 'manual' | 'event' | 'etsy' | 'shopify' | 'api'
      /** ISO 4217, in capitals: a currency that is in use. */
      currency: string
      items_amount_minor: number
      tax_amount_minor: number
      shipping_amount_minor: number
      discount_amount_minor: number
      /** Items + tax + shipping − discount. */
      total_amount_minor: number
      /** Basis points: 1900 is 19 %. */
      tax_rate_bps: number
      buyer_name: string | null
      buyer_email: string | null
      shipping_address: {
        name?: string
        line1: string
        line2?: string
        postal_code?: string
        city: string
        region?: string
        /** ISO 3166-1 alpha-2. */
        country: string
        phone?: string
      } | null
      notes: string | null
      tags: Array<string>
      /** To be worked on before others. */
      is_rush: boolean
      metadata: Record<string, unknown>
      /** How much of it was shipped. */
      fulfilment_status: 'unfulfilled' | 'partial' | 'fulfilled'
      due_at: string | null
      placed_at: string
      /** Grows with each change; its ETag is `"<version>"`. */
      version: number
      created_at: string
      created_by: string | null
      updated_at: string
      updated_by: string | null
      /** Due, and neither shipped nor cancelled. */
      is_overdue: boolean
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'order.not_found'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Say that an order goes before others. */
  'orders.set_rush': {
    request: {
      id: string
    }
    answer: {
      /** In lower case. */
      id: string
      /** Unique in the tenant, counting up. */
      number: number
      status: 'pending' | 'confirmed' | 'processing' | 'shipped' | 'delivered' | 'cancelled' | 'returned'
      source: 'storefront' | 'chat' | 'manual' | 'event' | 'etsy' | 'shopify' | 'api'
      /** ISO 4217, in capitals: a currency that is in use. */
      currency: string
      items_amount_minor: number
      tax_amount_minor: number
      shipping_amount_minor: number
      discount_amount_minor: number
      /** Items + tax + shipping − discount. */
      total_amount_minor: number
      /** Basis points: 1900 is 19 %. */
      tax_rate_bps: number
      buyer_name: string | null
      buyer_email: string | null
      shipping_address: {
        name?: string
        line1: string
        line2?: string
        postal_code?: string
        city: string
        region?: string
        /** ISO 3166-1 alpha-2. */
        country: string
        phone?: string
      } | null
      notes: string | null
      tags: Array<string>
      /** To be worked on before others. */
      is_rush: boolean
      metadata: Record<string, unknown>
      /** How much of it was shipped. */
      fulfilment_status: 'unfulfilled' | 'partial' | 'fulfilled'
      due_at: string | null
      placed_at: string
      /** Grows with each change; its ETag is `"<version>"`. */
      version: number
      created_at: string
      created_by: string | null
      updated_at: string
      updated_by: string | null
      /** Due, and neither shipped nor cancelled. */
      is_overdue: boolean
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'order.not_found'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Say that an order goes with the others. */
  'orders.clear_rush': {
    request: {
      id: string
    }
    answer: {
      /** In lower case. */
      id: string
      /** Unique in the tenant, counting up. */
      number: number
      status: 'pending' | 'confirmed' | 'processing' | 'shipped' | 'delivered' | 'cancelled' | 'returned'
      source: 'storefront' | 'chat' | 'manual' | 'event' | 'etsy' | 'shopify' | 'api'
      /** ISO 4217, in capitals: a currency that is in use. */
      currency: string
      items_amount_minor: number
      tax_amount_minor: number
      shipping_amount_minor: number
      discount_amount_minor: number
      /** Items + tax + shipping − discount. */
      total_amount_minor: number
      /** Basis points: 1900 is 19 %. */
      tax_rate_bps: number
      buyer_name: string | null
      buyer_email: string | null
      shipping_address: {
        name?: string
        line1: string
        line2?: string
        postal_code?: string
        city: string
        region?: string
        /** ISO 3166-1 alpha-2. */
        country: string
        phone?: string
      } | null
      notes: string | null
      tags: Array<string>
      /** To be worked on before others. */
      is_rush: boolean
      metadata: Record<string, unknown>
      /** How much of it was shipped. */
      fulfilment_status: 'unfulfilled' | 'partial' | 'fulfilled'
      due_at: string | null
      placed_at: string
      /** Grows with each change; its ETag is `"<version>"`. */
      version: number
      created_at: string
      created_by: string | null
      updated_at: string
      updated_by: string | null
      /** Due, and neither shipped nor cancelled. */
      is_overdue: boolean
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'order.not_found'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Say by when an order is promised to be shipped. */
  'orders.set_due_date': {
    request: {
      id: string
      body: {
        due_at: string
      }
    }
    answer: {
      /** In lower case. */
      id: string
      /** Unique in the tenant, counting up. */
      number: number
      status: 'pending' | 'confirmed' | 'processing' | 'shipped' | 'delivered' | 'cancelled' | 'returned'
      source: 'storefront' | 'chat' | 'manual' | 'event' | 'etsy' | 'shopify' | 'api'
      /** ISO 4217, in capitals: a currency that is in use. */
      currency: string
      items_amount_minor: number
      tax_amount_minor: number
      shipping_amount_minor: number
      discount_amount_minor: number
      /** Items + tax + shipping − discount. */
      total_amount_minor: number
      /** Basis points: 1900 is 19 %. */
      tax_rate_bps: number
      buyer_name: string | null
      buyer_email: string | null
      shipping_address: {
        name?: string
        line1: string
        line2?: string
        postal_code?: string
        city: string
        region?: string
        /** ISO 3166-1 alpha-2. */
        country: string
        phone?: string
      } | null
      notes: string | null
      tags: Array<string>
      /** To be worked on before others. */
      is_rush: boolean
      metadata: Record<string, unknown>
      /** How much of it was shipped. */
      fulfilment_status: 'unfulfilled' | 'partial' | 'fulfilled'
      due_at: string | null
      placed_at: string
      /** Grows with each change; its ETag is `"<version>"`. */
      version: number
      created_at: string
      created_by: string | null
      updated_at: string
      updated_by: string | null
      /** Due, and neither shipped nor cancelled. */
      is_overdue: boolean
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'order.not_found'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Say that nothing is promised of an order. */
  'orders.clear_due_date': {
    request: {
      id: string
    }
    answer: {
      /** In lower case. */
      id: string
      /** Unique in the tenant, counting up. */
      number: number
      status: 'pending' | 'confirmed' | 'processing' | 'shipped' | 'delivered' | 'cancelled' | 'returned'
      source: 'storefront' | 'chat' | 'manual' | 'event' | 'etsy' | 'shopify' | 'api'
      /** ISO 4217, in capitals: a currency that is in use. */
      currency: string
      items_amount_minor: number
      tax_amount_minor: number
      shipping_amount_minor: number
      discount_amount_minor: number
      /** Items + tax + shipping − discount. */
      total_amount_minor: number
      /** Basis points: 1900 is 19 %. */
      tax_rate_bps: number
      buyer_name: string | null
      buyer_email: string | null
      shipping_address: {
        name?: string
        line1: string
        line2?: string
        postal_code?: string
        city: string
        region?: string
        /** ISO 3166-1 alpha-2. */
        country: string
        phone?: string
      } | null
      notes: string | null
      tags: Array<string>
      /** To be worked on before others. */
      is_rush: boolean
      metadata: Record<string, unknown>
      /** How much of it was shipped. */
      fulfilment_status: 'unfulfilled' | 'partial' | 'fulfilled'
      due_at: string | null
      placed_at: string
      /** Grows with each change; its ETag is `"<version>"`. */
      version: number
      created_at: string
      created_by: string | null
      updated_at: string
      updated_by: string | null
      /** Due, and neither shipped nor cancelled. */
      is_overdue: boolean
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'order.not_found'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** List the notes of an order. */
  'orders.list_notes': {
    request: {
      id: string
      skip?: number
      limit?: number
      cursor?: string
      sort?: 'created_at' | '-created_at'
      total?: boolean
      is_buyer_visible?: boolean
    }
    answer: {
      results: Array<{
        /** In lower case. */
        id: string
        /** In lower case. */
        order_id: string
        author_id: string | null
        text: string
        /** Whether the buyer may read it. */
        is_buyer_visible: boolean
        created_at: string
      }>
      paging: {
        skip: number
        limit: number
        total?: number
        next_cursor?: string
      }
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'list.invalid_cursor'
      | 'order.not_found'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Add a note to an order. */
  'orders.add_note': {
    request: {
      id: string
      body: {
        text: string
        /** Whether the buyer may read it. */
        is_buyer_visible?: boolean
      }
    }
    answer: {
      /** In lower case. */
      id: string
      /** In lower case. */
      order_id: string
      author_id: string | null
      text: string
      /** Whether the buyer may read it. */
      is_buyer_visible: boolean
      created_at: string
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'idempotency.in_flight'
      | 'idempotency.key_reused'
      | 'idempotency.malformed_key'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'order.not_found'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Get a note of an order. */
  'orders.get_note': {
    request: {
      id: string
    }
    answer: {
      /** In lower case. */
      id: string
      /** In lower case. */
      order_id: string
      author_id: string | null
      text: string
      /** Whether the buyer may read it. */
      is_buyer_visible: boolean
      created_at: string
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'order_note.not_found'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Delete a note of one’s own. */
  'orders.delete_note': {
    request: {
      id: string
    }
    answer: undefined
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'order_note.not_found'
      | 'order_note.not_yours'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** List the fulfilments of an order. */
  'orders.list_fulfilments': {
    request: {
      id: string
      skip?: number
      limit?: number
      cursor?: string
      sort?: 'created_at' | '-created_at'
      total?: boolean
      status?: 'open' | 'shipped' | 'delivered' | 'returned' | 'cancelled'
    }
    answer: {
      results: Array<{
        /** In lower case. */
        id: string
        /** In lower case. */
        order_id: string
        status: 'open' | 'shipped' | 'delivered' | 'returned' | 'cancelled'
        carrier: string | null
        tracking_number: string | null
        tracking_url: string | null
        metadata: Record<string, unknown>
        shipped_at: string | null
        delivered_at: string | null
        returned_at: string | null
        cancelled_at: string | null
        /** Grows with each change; its ETag is `"<version>"`. */
        version: number
        created_at: string
        created_by: string | null
        updated_at: string
        updated_by: string | null
        items: Array<{
          /** In lower case. */
          order_item_id: string
          quantity: number
        }>
      }>
      paging: {
        skip: number
        limit: number
        total?: number
        next_cursor?: string
      }
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'list.invalid_cursor'
      | 'order.not_found'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Put items of an order into a fulfilment. */
  'orders.create_fulfilment': {
    request: {
      id: string
      body?: {
        /** Everything that is in no fulfilment yet, unless said. Lines of the same item are added up. */
        items?: Array<{
          /** In lower case. */
          order_item_id: string
          quantity: number
        }>
        /** It has left already. `false` unless said. */
        is_shipped?: boolean
        carrier?: string | null
        tracking_number?: string | null
        tracking_url?: string | null
        metadata?: Record<string, unknown>
      }
    }
    answer: {
      /** In lower case. */
      id: string
      /** In lower case. */
      order_id: string
      status: 'open' | 'shipped' | 'delivered' | 'returned' | 'cancelled'
      carrier: string | null
      tracking_number: string | null
      tracking_url: string | null
      metadata: Record<string, unknown>
      shipped_at: string | null
      delivered_at: string | null
      returned_at: string | null
      cancelled_at: string | null
      /** Grows with each change; its ETag is `"<version>"`. */
      version: number
      created_at: string
      created_by: string | null
      updated_at: string
      updated_by: string | null
      items: Array<{
        /** In lower case. */
        order_item_id: string
        quantity: number
      }>
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'fulfilment.item_unknown'
      | 'fulfilment.order_not_processed'
      | 'fulfilment.quantity_not_left'
      | 'idempotency.in_flight'
      | 'idempotency.key_reused'
      | 'idempotency.malformed_key'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'order.not_found'
      | 'order.quantity_too_large'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Get a fulfilment. */
  'orders.get_fulfilment': {
    request: {
      id: string
    }
    answer: {
      /** In lower case. */
      id: string
      /** In lower case. */
      order_id: string
      status: 'open' | 'shipped' | 'delivered' | 'returned' | 'cancelled'
      carrier: string | null
      tracking_number: string | null
      tracking_url: string | null
      metadata: Record<string, unknown>
      shipped_at: string | null
      delivered_at: string | null
      returned_at: string | null
      cancelled_at: string | null
      /** Grows with each change; its ETag is `"<version>"`. */
      version: number
      created_at: string
      created_by: string | null
      updated_at: string
      updated_by: string | null
      items: Array<{
        /** In lower case. */
        order_item_id: string
        quantity: number
      }>
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'fulfilment.not_found'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Correct carrier and tracking of a fulfilment. */
  'orders.update_fulfilment': {
    request: {
      id: string
      body?: {
        carrier?: string | null
        tracking_number?: string | null
        tracking_url?: string | null
        metadata?: Record<string, unknown>
      }
    }
    answer: {
      /** In lower case. */
      id: string
      /** In lower case. */
      order_id: string
      status: 'open' | 'shipped' | 'delivered' | 'returned' | 'cancelled'
      carrier: string | null
      tracking_number: string | null
      tracking_url: string | null
      metadata: Record<string, unknown>
      shipped_at: string | null
      delivered_at: string | null
      returned_at: string | null
      cancelled_at: string | null
      /** Grows with each change; its ETag is `"<version>"`. */
      version: number
      created_at: string
      created_by: string | null
      updated_at: string
      updated_by: string | null
      items: Array<{
        /** In lower case. */
        order_item_id: string
        quantity: number
      }>
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'fulfilment.not_found'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'order.not_found'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Say that a fulfilment was shipped. */
  'orders.ship_fulfilment': {
    request: {
      id: string
    }
    answer: {
      /** In lower case. */
      id: string
      /** In lower case. */
      order_id: string
      status: 'open' | 'shipped' | 'delivered' | 'returned' | 'cancelled'
      carrier: string | null
      tracking_number: string | null
      tracking_url: string | null
      metadata: Record<string, unknown>
      shipped_at: string | null
      delivered_at: string | null
      returned_at: string | null
      cancelled_at: string | null
      /** Grows with each change; its ETag is `"<version>"`. */
      version: number
      created_at: string
      created_by: string | null
      updated_at: string
      updated_by: string | null
      items: Array<{
        /** In lower case. */
        order_item_id: string
        quantity: number
      }>
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'fulfilment.not_found'
      | 'fulfilment.transition_not_allowed'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'order.not_found'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Say that a fulfilment was delivered. */
  'orders.deliver_fulfilment': {
    request: {
      id: string
    }
    answer: {
      /** In lower case. */
      id: string
      /** In lower case. */
      order_id: string
      status: 'open' | 'shipped' | 'delivered' | 'returned' | 'cancelled'
      carrier: string | null
      tracking_number: string | null
      tracking_url: string | null
      metadata: Record<string, unknown>
      shipped_at: string | null
      delivered_at: string | null
      returned_at: string | null
      cancelled_at: string | null
      /** Grows with each change; its ETag is `"<version>"`. */
      version: number
      created_at: string
      created_by: string | null
      updated_at: string
      updated_by: string | null
      items: Array<{
        /** In lower case. */
        order_item_id: string
        quantity: number
      }>
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'fulfilment.not_found'
      | 'fulfilment.transition_not_allowed'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'order.not_found'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Say that a fulfilment came back. */
  'orders.return_fulfilment': {
    request: {
      id: string
    }
    answer: {
      /** In lower case. */
      id: string
      /** In lower case. */
      order_id: string
      status: 'open' | 'shipped' | 'delivered' | 'returned' | 'cancelled'
      carrier: string | null
      tracking_number: string | null
      tracking_url: string | null
      metadata: Record<string, unknown>
      shipped_at: string | null
      delivered_at: string | null
      returned_at: string | null
      cancelled_at: string | null
      /** Grows with each change; its ETag is `"<version>"`. */
      version: number
      created_at: string
      created_by: string | null
      updated_at: string
      updated_by: string | null
      items: Array<{
        /** In lower case. */
        order_item_id: string
        quantity: number
      }>
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'fulfilment.not_found'
      | 'fulfilment.transition_not_allowed'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'order.not_found'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Cancel a fulfilment that was not shipped. */
  'orders.cancel_fulfilment': {
    request: {
      id: string
    }
    answer: {
      /** In lower case. */
      id: string
      /** In lower case. */
      order_id: string
      status: 'open' | 'shipped' | 'delivered' | 'returned' | 'cancelled'
      carrier: string | null
      tracking_number: string | null
      tracking_url: string | null
      metadata: Record<string, unknown>
      shipped_at: string | null
      delivered_at: string | null
      returned_at: string | null
      cancelled_at: string | null
      /** Grows with each change; its ETag is `"<version>"`. */
      version: number
      created_at: string
      created_by: string | null
      updated_at: string
      updated_by: string | null
      items: Array<{
        /** In lower case. */
        order_item_id: string
        quantity: number
      }>
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'fulfilment.not_found'
      | 'fulfilment.transition_not_allowed'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'order.not_found'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** List what happened to an order. */
  'orders.list_history': {
    request: {
      id: string
      skip?: number
      limit?: number
      cursor?: string
      sort?: 'order_version' | '-order_version'
      total?: boolean
      event?:
        | 'status_changed'
        | 'fulfilment_added'
        | 'fulfilment_changed'
        | 'fulfilment_shipped'
        | 'fulfilment_delivered'
        | 'fulfilment_returned'
        | 'fulfilment_cancelled'
        | 'note_added'
        | 'note_deleted'
        | 'tag_added'
        | 'tag_removed'
        | 'rush_set'
        | 'rush_cleared'
        | 'due_date_set'
        | 'due_date_cleared'
    }
    answer: {
      results: Array<{
        /** In lower case. */
        id: string
        /** In lower case. */
        order_id: string
        /** The version of the order that the step led to. */
        order_version: number
        event:
          | 'status_changed'
          | 'fulfilment_added'
          | 'fulfilment_changed'
          | 'fulfilment_shipped'
          | 'fulfilment_delivered'
          | 'fulfilment_returned'
          | 'fulfilment_cancelled'
          | 'note_added'
          | 'note_deleted'
          | 'tag_added'
          | 'tag_removed'
          | 'rush_set'
          | 'rush_cleared'
          | 'due_date_set'
          | 'due_date_cleared'
        from_status: 'pending' | 'confirmed' | 'processing' | 'shipped' | 'delivered' | 'cancelled' | 'returned' | null
        /** The same as before where the step did not change it. */
        to_status: 'pending' | 'confirmed' | 'processing' | 'shipped' | 'delivered' | 'cancelled' | 'returned'
        subject_id: string | null
        detail: string | null
        reason: string | null
        actor_kind: 'user' | 'human' | 'api_key' | 'system' | 'anonymous'
        actor_id: string | null
        created_at: string
      }>
      paging: {
        skip: number
        limit: number
        total?: number
        next_cursor?: string
      }
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'list.invalid_cursor'
      | 'order.not_found'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** List conversations. */
  'conversations.list': {
    request: {
      skip?: number
      limit?: number
      cursor?: string
      sort?: 'last_message_at' | '-last_message_at' | 'created_at' | '-created_at'
      total?: boolean
      channel?: 'chat' | 'email' | 'sms' | 'whatsapp' | 'instagram' | 'web'
      status?: 'open' | 'closed'
      assigned_user_id?: string
      human_id?: string
      address?: string
    }
    answer: {
      results: Array<Conversation>
      paging: {
        skip: number
        limit: number
        total?: number
        next_cursor?: string
      }
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'list.invalid_cursor'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Begin a conversation. */
  'conversations.create': {
    request: {
      body: {
        channel: 'chat' | 'email' | 'sms' | 'whatsapp' | 'instagram' | 'web'
        human_id?: string | null
        address?: string | null
        subject?: string | null
        metadata?: Record<string, unknown>
      }
    }
    answer: Conversation
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'conversation.human_unknown'
      | 'conversation.with_nobody'
      | 'idempotency.in_flight'
      | 'idempotency.key_reused'
      | 'idempotency.malformed_key'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Get a conversation. */
  'conversations.get': {
    request: {
      id: string
    }
    answer: Conversation
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'conversation.not_found'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Change with whom a conversation is, and what it is about. */
  'conversations.update': {
    request: {
      id: string
      body?: {
        human_id?: string | null
        address?: string | null
        subject?: string | null
        metadata?: Record<string, unknown>
      }
    }
    answer: Conversation
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'conversation.human_unknown'
      | 'conversation.not_found'
      | 'conversation.with_nobody'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Close a conversation. */
  'conversations.close': {
    request: {
      id: string
    }
    answer: Conversation
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'conversation.not_found'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Open a conversation again. */
  'conversations.reopen': {
    request: {
      id: string
    }
    answer: Conversation
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'conversation.not_found'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Give a conversation to a user. */
  'conversations.assign': {
    request: {
      id: string
      body: {
        /** In lower case. */
        user_id: string
      }
    }
    answer: Conversation
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'conversation.assignee_unknown'
      | 'conversation.not_found'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Take a conversation from whoever has it. */
  'conversations.unassign': {
    request: {
      id: string
    }
    answer: Conversation
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'conversation.not_found'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** List the messages of a conversation. */
  'conversations.list_messages': {
    request: {
      id: string
      skip?: number
      limit?: number
      cursor?: string
      sort?: 'sent_at' | '-sent_at'
      total?: boolean
      direction?: 'in' | 'out'
    }
    answer: {
      results: Array<{
        /** In lower case. */
        id: string
        /** In lower case. */
        conversation_id: string
        channel: 'chat' | 'email' | 'sms' | 'whatsapp' | 'instagram' | 'web'
        /** `in` from the human, `out` to them. */
        direction: 'in' | 'out'
        author_kind: 'human' | 'bot' | 'user' | 'system'
        author_id: string | null
        text: string | null
        attachments: Array<{
          url: string
          name?: string
          content_type?: string
        }>
        external_id: string | null
        sent_at: string
        created_at: string
      }>
      paging: {
        skip: number
        limit: number
        total?: number
        next_cursor?: string
      }
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'conversation.not_found'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'list.invalid_cursor'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Keep a message of a conversation. */
  'conversations.add_message': {
    request: {
      id: string
      body: {
        direction: 'in' | 'out'
        /** Of what comes in always `human`; of what goes out `user`, who is the caller, unless said. */
        author_kind?: 'human' | 'bot' | 'user' | 'system'
        text?: string | null
        attachments?: Array<{
          url: string
          name?: string
          content_type?: string
        }>
        /** The provider’s name for the message; kept once per channel. */
        external_id?: string | null
        /** Now, unless said. */
        sent_at?: string
      }
    }
    answer: {
      /** In lower case. */
      id: string
      /** In lower case. */
      conversation_id: string
      channel: 'chat' | 'email' | 'sms' | 'whatsapp' | 'instagram' | 'web'
      /** `in` from the human, `out` to them. */
      direction: 'in' | 'out'
      author_kind: 'human' | 'bot' | 'user' | 'system'
      author_id: string | null
      text: string | null
      attachments: Array<{
        url: string
        name?: string
        content_type?: string
      }>
      external_id: string | null
      sent_at: string
      created_at: string
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'conversation.closed'
      | 'conversation.not_found'
      | 'idempotency.in_flight'
      | 'idempotency.key_reused'
      | 'idempotency.malformed_key'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'message.author_misfit'
      | 'message.empty'
      | 'message.external_id_taken'
      | 'message.sent_in_future'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Get a message. */
  'conversations.get_message': {
    request: {
      id: string
    }
    answer: {
      /** In lower case. */
      id: string
      /** In lower case. */
      conversation_id: string
      channel: 'chat' | 'email' | 'sms' | 'whatsapp' | 'instagram' | 'web'
      /** `in` from the human, `out` to them. */
      direction: 'in' | 'out'
      author_kind: 'human' | 'bot' | 'user' | 'system'
      author_id: string | null
      text: string | null
      attachments: Array<{
        url: string
        name?: string
        content_type?: string
      }>
      external_id: string | null
      sent_at: string
      created_at: string
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'message.not_found'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Get how the assistant is to behave. */
  'ai_config.get': {
    request: Record<never, never>
    answer: AiConfig
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Change how the assistant is to behave. */
  'ai_config.update': {
    request: {
      body?: {
        is_enabled?: boolean
        bot_name?: string | null
        model?: string | null
        instructions?: string | null
        tone?: string | null
        greeting?: string | null
        /** BCP 47, the preferred first; empty: that of the human. */
        languages?: Array<string>
        temperature_hundredths?: number | null
        handover?: {
          /** When the human asks for somebody. */
          is_on_request?: boolean
          after_failed_answers?: number | null
          /** When the human says one of them. */
          keywords?: Array<string>
        }
        allowed_tools?: Array<'search_products' | 'add_to_cart' | 'quote' | 'checkout' | 'order_status' | 'hand_over'>
      }
    }
    answer: AiConfig
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** List what is for sale. */
  'storefront.list_products': {
    request: {
      skip?: number
      limit?: number
      cursor?: string
      sort?: 'created_at' | '-created_at' | 'title' | '-title'
      total?: boolean
      seller_id?: string
      type?: 'physical' | 'digital' | 'service' | 'ticket' | 'made_to_order'
    }
    answer: {
      results: Array<{
        /** In lower case. */
        id: string
        seller_id: string | null
        title: string
        description: string | null
        type: 'physical' | 'digital' | 'service' | 'ticket' | 'made_to_order'
        price_amount_minor: number
        compare_at_amount_minor: number | null
        /** ISO 4217, in capitals: a currency that is in use. */
        currency: string
        tags: Array<string>
        created_at: string
      }>
      paging: {
        skip: number
        limit: number
        total?: number
        next_cursor?: string
      }
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'list.invalid_cursor'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Get a product that is for sale. */
  'storefront.get_product': {
    request: {
      id: string
    }
    answer: {
      /** In lower case. */
      id: string
      seller_id: string | null
      title: string
      description: string | null
      type: 'physical' | 'digital' | 'service' | 'ticket' | 'made_to_order'
      price_amount_minor: number
      compare_at_amount_minor: number | null
      /** ISO 4217, in capitals: a currency that is in use. */
      currency: string
      tags: Array<string>
      created_at: string
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'product.not_found'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Get the settings of the tenant. */
  'settings.get': {
    request: Record<never, never>
    answer: Setting
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Change settings of the tenant. */
  'settings.update': {
    request: {
      body?: {
        'humans.phone_region'?:
          | ''
          | 'AC'
          | 'AD'
          | 'AE'
          | 'AF'
          | 'AG'
          | 'AI'
          | 'AL'
          | 'AM'
          | 'AO'
          | 'AR'
          | 'AS'
          | 'AT'
          | 'AU'
          | 'AW'
          | 'AX'
          | 'AZ'
          | 'BA'
          | 'BB'
          | 'BD'
          | 'BE'
          | 'BF'
          | 'BG'
          | 'BH'
          | 'BI'
          | 'BJ'
          | 'BL'
          | 'BM'
          | 'BN'
          | 'BO'
          | 'BQ'
          | 'BR'
          | 'BS'
          | 'BT'
          | 'BW'
          | 'BY'
          | 'BZ'
          | 'CA'
          | 'CC'
          | 'CD'
          | 'CF'
          | 'CG'
          | 'CH'
          | 'CI'
          | 'CK'
          | 'CL'
          | 'CM'
          | 'CN'
          | 'CO'
          | 'CR'
          | 'CU'
          | 'CV'
          | 'CW'
          | 'CX'
          | 'CY'
          | 'CZ'
          | 'DE'
          | 'DJ'
          | 'DK'
          | 'DM'
          | 'DO'
          | 'DZ'
          | 'EC'
          | 'EE'
          | 'EG'
          | 'EH'
          | 'ER'
          | 'ES'
          | 'ET'
          | 'FI'
          | 'FJ'
          | 'FK'
          | 'FM'
          | 'FO'
          | 'FR'
          | 'GA'
          | 'GB'
          | 'GD'
          | 'GE'
          | 'GF'
          | 'GG'
          | 'GH'
          | 'GI'
          | 'GL'
          | 'GM'
          | 'GN'
          | 'GP'
          | 'GQ'
          | 'GR'
          | 'GT'
          | 'GU'
          | 'GW'
          | 'GY'
          | 'HK'
          | 'HN'
          | 'HR'
          | 'HT'
          | 'HU'
          | 'ID'
          | 'IE'
          | 'IL'
          | 'IM'
          | 'IN'
          | 'IO'
          | 'IQ'
          | 'IR'
          | 'IS'
          | 'IT'
          | 'JE'
          | 'JM'
          | 'JO'
          | 'JP'
          | 'KE'
          | 'KG'
          | 'KH'
          | 'KI'
          | 'KM'
          | 'KN'
          | 'KP'
          | 'KR'
          | 'KW'
          | 'KY'
          | 'KZ'
          | 'LA'
          | 'LB'
          | 'LC'
          | 'LI'
          | 'LK'
          | 'LR'
          | 'LS'
          | 'LT'
          | 'LU'
          | 'LV'
          | 'LY'
          | 'MA'
          | 'MC'
          | 'MD'
          | 'ME'
          | 'MF'
          | 'MG'
          | 'MH'
          | 'MK'
          | 'ML'
          | 'MM'
          | 'MN'
          | 'MO'
          | 'MP'
          | 'MQ'
          | 'MR'
          | 'MS'
          | 'MT'
          | 'MU'
          | 'MV'
          | 'MW'
          | 'MX'
          | 'MY'
          | 'MZ'
          | 'NA'
          | 'NC'
          | 'NE'
          | 'NF'
          | 'NG'
          | 'NI'
          | 'NL'
          | 'NO'
          | 'NP'
          | 'NR'
          | 'NU'
          | 'NZ'
          | 'OM'
          | 'PA'
          | 'PE'
          | 'PF'
          | 'PG'
          | 'PH'
          | 'PK'
          | 'PL'
          | 'PM'
          | 'PR'
          | 'PS'
          | 'PT'
          | 'PW'
          | 'PY'
          | 'QA'
          | 'RE'
          | 'RO'
          | 'RS'
          | 'RU'
          | 'RW'
          | 'SA'
          | 'SB'
          | 'SC'
          | 'SD'
          | 'SE'
          | 'SG'
          | 'SH'
          | 'SI'
          | 'SJ'
          | 'SK'
          | 'SL'
          | 'SM'
          | 'SN'
          | 'SO'
          | 'SR'
          | 'SS'
          | 'ST'
          | 'SV'
          | 'SX'
          | 'SY'
          | 'SZ'
          | 'TA'
          | 'TC'
          | 'TD'
          | 'TG'
          | 'TH'
          | 'TJ'
          | 'TK'
          | 'TL'
          | 'TM'
          | 'TN'
          | 'TO'
          | 'TR'
          | 'TT'
          | 'TV'
          | 'TW'
          | 'TZ'
          | 'UA'
          | 'UG'
          | 'US'
          | 'UY'
          | 'UZ'
          | 'VA'
          | 'VC'
          | 'VE'
          | 'VG'
          | 'VI'
          | 'VN'
          | 'VU'
          | 'WF'
          | 'WS'
          | 'XK'
          | 'YE'
          | 'YT'
          | 'ZA'
          | 'ZM'
          | 'ZW'
          | null
        /** Tax on every order, in basis points: 1900 is 19 %. */
        'commerce.tax_rate_bps'?: unknown
        /** Charged once per order that has something to ship, in minor units of its currency. */
        'commerce.shipping_flat_minor'?: unknown
      }
    }
    answer: Setting
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.invalid_settings'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** List API keys. */
  'api_keys.list': {
    request: {
      skip?: number
      limit?: number
      cursor?: string
      sort?: 'created_at' | '-created_at' | 'name' | '-name'
      total?: boolean
      kind?: 'secret' | 'publishable'
      created_by?: string
      is_revoked?: boolean
    }
    answer: {
      results: Array<{
        /** In lower case. */
        id: string
        kind: 'secret' | 'publishable'
        name: string
        /** What a secret key may do: operations, or `noun.*` for all of a noun, later ones included. Publishable keys have none. */
        scopes: Array<string>
        /** Addresses and networks from which it is taken; none: from everywhere. */
        allowed_addresses: Array<string>
        expires_at: string | null
        metadata: Record<string, unknown>
        last_used_at: string | null
        previous_until: string | null
        revoked_at: string | null
        revoked_by: string | null
        /** Grows with each change; its ETag is `"<version>"`. */
        version: number
        created_at: string
        created_by: string | null
        updated_at: string
        updated_by: string | null
      }>
      paging: {
        skip: number
        limit: number
        total?: number
        next_cursor?: string
      }
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'list.invalid_cursor'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Make an API key. */
  'api_keys.create': {
    request: {
      body: {
        kind: 'secret' | 'publishable'
        name: string
        /** What a secret key may do: operations, or `noun.*` for all of a noun, later ones included. Publishable keys have none. */
        scopes?: Array<string>
        /** Addresses and networks from which it is taken; none: from everywhere. */
        allowed_addresses?: Array<string>
        expires_at?: string | null
        metadata?: Record<string, unknown>
      }
    }
    answer: ApiKey
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.name_taken'
      | 'api_key.revoked'
      | 'api_key.scope_beyond_yours'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Get an API key. */
  'api_keys.get': {
    request: {
      id: string
    }
    answer: {
      /** In lower case. */
      id: string
      kind: 'secret' | 'publishable'
      name: string
      /** What a secret key may do: operations, or `noun.*` for all of a noun, later ones included. Publishable keys have none. */
      scopes: Array<string>
      /** Addresses and networks from which it is taken; none: from everywhere. */
      allowed_addresses: Array<string>
      expires_at: string | null
      metadata: Record<string, unknown>
      last_used_at: string | null
      previous_until: string | null
      revoked_at: string | null
      revoked_by: string | null
      /** Grows with each change; its ETag is `"<version>"`. */
      version: number
      created_at: string
      created_by: string | null
      updated_at: string
      updated_by: string | null
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.not_found'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Change an API key. */
  'api_keys.update': {
    request: {
      id: string
      body?: {
        name?: string
        /** What a secret key may do: operations, or `noun.*` for all of a noun, later ones included. Publishable keys have none. */
        scopes?: Array<string>
        /** Addresses and networks from which it is taken; none: from everywhere. */
        allowed_addresses?: Array<string>
        expires_at?: string | null
        metadata?: Record<string, unknown>
      }
    }
    answer: {
      /** In lower case. */
      id: string
      kind: 'secret' | 'publishable'
      name: string
      /** What a secret key may do: operations, or `noun.*` for all of a noun, later ones included. Publishable keys have none. */
      scopes: Array<string>
      /** Addresses and networks from which it is taken; none: from everywhere. */
      allowed_addresses: Array<string>
      expires_at: string | null
      metadata: Record<string, unknown>
      last_used_at: string | null
      previous_until: string | null
      revoked_at: string | null
      revoked_by: string | null
      /** Grows with each change; its ETag is `"<version>"`. */
      version: number
      created_at: string
      created_by: string | null
      updated_at: string
      updated_by: string | null
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.ended'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.name_taken'
      | 'api_key.not_found'
      | 'api_key.revoked'
      | 'api_key.scope_beyond_yours'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Revoke an API key. */
  'api_keys.delete': {
    request: {
      id: string
    }
    answer: undefined
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.ended'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.not_found'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Make the next secret of an API key. */
  'api_keys.rotate': {
    request: {
      id: string
      body: {
        /** How long the key of now is still taken beside the next. */
        overlap_seconds: number
      }
    }
    answer: ApiKey
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.ended'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.not_found'
      | 'api_key.revoked'
      | 'api_key.scope_beyond_yours'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_precondition'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'row.version_stale'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** List database logins. */
  'database_logins.list': {
    request: {
      skip?: number
      limit?: number
      cursor?: string
      sort?: 'created_at' | '-created_at' | 'name' | '-name'
      total?: boolean
    }
    answer: {
      results: Array<DatabaseLogin>
      paging: {
        skip: number
        limit: number
        total?: number
        next_cursor?: string
      }
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'list.invalid_cursor'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Create a database login. */
  'database_logins.create': {
    request: {
      body: {
        name: string
        access: 'read_only' | 'read_write'
      }
    }
    answer: DatabaseLogin
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'database_login.name_taken'
      | 'database_login.too_many'
      | 'database_login.unavailable'
      | 'idempotency.in_flight'
      | 'idempotency.key_reused'
      | 'idempotency.malformed_key'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Get a database login. */
  'database_logins.get': {
    request: {
      id: string
    }
    answer: DatabaseLogin
    refuses:
      | 'access.caller_not_admitted'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'database_login.not_found'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_url'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Delete a database login. */
  'database_logins.delete': {
    request: {
      id: string
    }
    answer: undefined
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'database_login.not_found'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
  /** Give a database login a new password. */
  'database_logins.rotate': {
    request: {
      id: string
    }
    answer: {
      /** In lower case. */
      id: string
      name: string
      access: 'read_only' | 'read_write'
      role_name: string
      password_set_at: string | null
      /** Grows with each change; its ETag is `"<version>"`. */
      version: number
      created_at: string
      created_by: string | null
      updated_at: string
      updated_by: string | null
      password: string
      /** What psql and other tools connect with. */
      url: string
    }
    refuses:
      | 'access.caller_not_admitted'
      | 'access.impersonating'
      | 'access.not_a_member'
      | 'access.not_permitted'
      | 'access.unauthenticated'
      | 'api_key.address_refused'
      | 'api_key.expired'
      | 'api_key.invalid'
      | 'api_key.revoked'
      | 'database_login.not_found'
      | 'database_login.unavailable'
      | 'identity.email_not_verified'
      | 'identity.invalid_token'
      | 'identity.issuer_unavailable'
      | 'identity.session_revoked'
      | 'identity.token_expired'
      | 'identity.token_stale'
      | 'identity.unknown_person'
      | 'request.bad_json'
      | 'request.bad_url'
      | 'request.body_too_large'
      | 'request.headers_too_large'
      | 'request.invalid'
      | 'request.malformed'
      | 'request.timeout'
      | 'request.unsupported_media_type'
      | 'server.internal_error'
      | 'server.unavailable'
      | 'tenancy.ambiguous_tenant'
      | 'tenancy.malformed_tenant'
      | 'tenancy.missing_tenant'
      | 'tenancy.registry_unavailable'
      | 'tenancy.tenant_paused'
      | 'tenancy.tenant_provisioning'
      | 'tenancy.tenant_suspended'
      | 'tenancy.unknown_tenant'
  }
}

export const operations = {
  'auth.login': { method: 'POST', path: '/auth/login' },
  'auth.verify': { method: 'POST', path: '/auth/verify' },
  'auth.refresh': { method: 'POST', path: '/auth/refresh' },
  'auth.logout': { method: 'POST', path: '/auth/logout' },
  'auth.me': { method: 'GET', path: '/auth/me' },
  'auth.list_sessions': { method: 'GET', path: '/auth/sessions' },
  'auth.end_session': { method: 'DELETE', path: '/auth/sessions/{id}' },
  'human_auth.login': { method: 'POST', path: '/auth/human/login' },
  'human_auth.verify': { method: 'POST', path: '/auth/human/verify' },
  'human_auth.refresh': { method: 'POST', path: '/auth/human/refresh' },
  'human_auth.logout': { method: 'POST', path: '/auth/human/logout' },
  'human_auth.list_sessions': { method: 'GET', path: '/auth/human/sessions' },
  'human_auth.end_session': { method: 'DELETE', path: '/auth/human/sessions/{id}' },
  'human_auth.me': { method: 'GET', path: '/auth/human/me' },
  'human_auth.update_me': { method: 'PATCH', path: '/auth/human/me' },
  'auth.published_keys': { method: 'GET', path: '/.well-known/jwks.json' },
  'impersonations.list': { method: 'GET', path: '/impersonations' },
  'impersonations.create': { method: 'POST', path: '/impersonations' },
  'impersonations.get': { method: 'GET', path: '/impersonations/{id}' },
  'impersonations.delete': { method: 'DELETE', path: '/impersonations/{id}' },
  'passkey_auth.login': { method: 'POST', path: '/auth/passkey/login' },
  'passkey_auth.verify': { method: 'POST', path: '/auth/passkey/verify' },
  'passkeys.begin': { method: 'POST', path: '/auth/passkey/registration' },
  'passkeys.create': { method: 'POST', path: '/auth/passkeys' },
  'passkeys.list': { method: 'GET', path: '/auth/passkeys' },
  'passkeys.get': { method: 'GET', path: '/auth/passkeys/{id}' },
  'passkeys.update': { method: 'PATCH', path: '/auth/passkeys/{id}' },
  'passkeys.delete': { method: 'DELETE', path: '/auth/passkeys/{id}' },
  'tenants.list': { method: 'GET', path: '/tenants' },
  'tenants.create': { method: 'POST', path: '/tenants', isKeyed: true },
  'tenants.get': { method: 'GET', path: '/tenants/{id}' },
  'tenants.update': { method: 'PATCH', path: '/tenants/{id}' },
  'tenants.delete': { method: 'DELETE', path: '/tenants/{id}' },
  'tenants.suspend': { method: 'PUT', path: '/tenants/{id}/suspension' },
  'tenants.reactivate': { method: 'DELETE', path: '/tenants/{id}/suspension' },
  'tenants.restore': { method: 'DELETE', path: '/tenants/{id}/deletion' },
  'tenants.purge': { method: 'PUT', path: '/tenants/{id}/purge' },
  'tenant_domains.list': { method: 'GET', path: '/tenants/{id}/domains' },
  'tenant_domains.create': { method: 'POST', path: '/tenants/{id}/domains', isKeyed: true },
  'tenant_domains.get': { method: 'GET', path: '/tenants/{id}/domains/{domain}' },
  'tenant_domains.delete': { method: 'DELETE', path: '/tenants/{id}/domains/{domain}' },
  'tenant_domains.verify': { method: 'PUT', path: '/tenants/{id}/domains/{domain}/verification' },
  'tenant_registry.find': { method: 'GET', path: '/tenant-registry' },
  'tenants.lookup': { method: 'GET', path: '/tenant-lookup' },
  'users.list': { method: 'GET', path: '/users' },
  'users.create': { method: 'POST', path: '/users', isKeyed: true },
  'users.get': { method: 'GET', path: '/users/{id}' },
  'users.update': { method: 'PATCH', path: '/users/{id}' },
  'users.delete': { method: 'DELETE', path: '/users/{id}' },
  'humans.list': { method: 'GET', path: '/humans' },
  'humans.create': { method: 'POST', path: '/humans', isKeyed: true },
  'humans.get': { method: 'GET', path: '/humans/{id}' },
  'humans.update': { method: 'PATCH', path: '/humans/{id}' },
  'humans.delete': { method: 'DELETE', path: '/humans/{id}' },
  'humans.restore': { method: 'DELETE', path: '/humans/{id}/deletion' },
  'humans.purge': { method: 'PUT', path: '/humans/{id}/purge' },
  'seller_profiles.list': { method: 'GET', path: '/seller-profiles' },
  'seller_profiles.create': { method: 'POST', path: '/seller-profiles', isKeyed: true },
  'seller_profiles.get': { method: 'GET', path: '/seller-profiles/{id}' },
  'seller_profiles.update': { method: 'PATCH', path: '/seller-profiles/{id}' },
  'seller_profiles.delete': { method: 'DELETE', path: '/seller-profiles/{id}' },
  'seller_profiles.restore': { method: 'DELETE', path: '/seller-profiles/{id}/deletion' },
  'seller_profiles.purge': { method: 'PUT', path: '/seller-profiles/{id}/purge' },
  'products.list': { method: 'GET', path: '/products' },
  'products.create': { method: 'POST', path: '/products', isKeyed: true },
  'products.get': { method: 'GET', path: '/products/{id}' },
  'products.update': { method: 'PATCH', path: '/products/{id}' },
  'products.delete': { method: 'DELETE', path: '/products/{id}' },
  'products.restore': { method: 'DELETE', path: '/products/{id}/deletion' },
  'products.purge': { method: 'PUT', path: '/products/{id}/purge' },
  'products.create_many': { method: 'POST', path: '/products/bulk', isKeyed: true },
  'products.update_many': { method: 'PATCH', path: '/products/bulk' },
  'products.export': { method: 'GET', path: '/products/export' },
  'product_imports.create': { method: 'POST', path: '/products/import', isKeyed: true, takes: 'text/csv' },
  'product_imports.list': { method: 'GET', path: '/product-imports' },
  'product_imports.get': { method: 'GET', path: '/product-imports/{id}' },
  'product_imports.cancel': { method: 'PUT', path: '/product-imports/{id}/cancellation' },
  'products.get_options': { method: 'GET', path: '/products/{id}/options' },
  'products.replace_options': { method: 'PUT', path: '/products/{id}/options' },
  'products.get_images': { method: 'GET', path: '/products/{id}/images' },
  'products.replace_images': { method: 'PUT', path: '/products/{id}/images' },
  'categories.list': { method: 'GET', path: '/categories' },
  'categories.create': { method: 'POST', path: '/categories', isKeyed: true },
  'categories.get': { method: 'GET', path: '/categories/{id}' },
  'categories.update': { method: 'PATCH', path: '/categories/{id}' },
  'categories.delete': { method: 'DELETE', path: '/categories/{id}' },
  'categories.restore': { method: 'DELETE', path: '/categories/{id}/deletion' },
  'categories.purge': { method: 'PUT', path: '/categories/{id}/purge' },
  'products.get_categories': { method: 'GET', path: '/products/{id}/categories' },
  'products.replace_categories': { method: 'PUT', path: '/products/{id}/categories' },
  'custom_fields.list': { method: 'GET', path: '/custom-fields' },
  'custom_fields.create': { method: 'POST', path: '/custom-fields', isKeyed: true },
  'custom_fields.get': { method: 'GET', path: '/custom-fields/{id}' },
  'custom_fields.update': { method: 'PATCH', path: '/custom-fields/{id}' },
  'custom_fields.delete': { method: 'DELETE', path: '/custom-fields/{id}' },
  'custom_fields.restore': { method: 'DELETE', path: '/custom-fields/{id}/deletion' },
  'orders.list': { method: 'GET', path: '/orders' },
  'orders.create': { method: 'POST', path: '/orders', isKeyed: true },
  'orders.get': { method: 'GET', path: '/orders/{id}' },
  'orders.change_statuses': { method: 'POST', path: '/orders/bulk/status', isKeyed: true },
  'orders.confirm': { method: 'PUT', path: '/orders/{id}/confirmation' },
  'orders.process': { method: 'PUT', path: '/orders/{id}/processing' },
  'orders.ship': { method: 'PUT', path: '/orders/{id}/shipment' },
  'orders.deliver': { method: 'PUT', path: '/orders/{id}/delivery' },
  'orders.cancel': { method: 'PUT', path: '/orders/{id}/cancellation' },
  'orders.return': { method: 'PUT', path: '/orders/{id}/return' },
  'orders.add_tag': { method: 'PUT', path: '/orders/{id}/tags/{tag}' },
  'orders.remove_tag': { method: 'DELETE', path: '/orders/{id}/tags/{tag}' },
  'orders.set_rush': { method: 'PUT', path: '/orders/{id}/rush' },
  'orders.clear_rush': { method: 'DELETE', path: '/orders/{id}/rush' },
  'orders.set_due_date': { method: 'PUT', path: '/orders/{id}/due-date' },
  'orders.clear_due_date': { method: 'DELETE', path: '/orders/{id}/due-date' },
  'orders.list_notes': { method: 'GET', path: '/orders/{id}/notes' },
  'orders.add_note': { method: 'POST', path: '/orders/{id}/notes', isKeyed: true },
  'orders.get_note': { method: 'GET', path: '/order-notes/{id}' },
  'orders.delete_note': { method: 'DELETE', path: '/order-notes/{id}' },
  'orders.list_fulfilments': { method: 'GET', path: '/orders/{id}/fulfilments' },
  'orders.create_fulfilment': { method: 'POST', path: '/orders/{id}/fulfilments', isKeyed: true },
  'orders.get_fulfilment': { method: 'GET', path: '/fulfilments/{id}' },
  'orders.update_fulfilment': { method: 'PATCH', path: '/fulfilments/{id}' },
  'orders.ship_fulfilment': { method: 'PUT', path: '/fulfilments/{id}/shipment' },
  'orders.deliver_fulfilment': { method: 'PUT', path: '/fulfilments/{id}/delivery' },
  'orders.return_fulfilment': { method: 'PUT', path: '/fulfilments/{id}/return' },
  'orders.cancel_fulfilment': { method: 'PUT', path: '/fulfilments/{id}/cancellation' },
  'orders.list_history': { method: 'GET', path: '/orders/{id}/history' },
  'conversations.list': { method: 'GET', path: '/conversations' },
  'conversations.create': { method: 'POST', path: '/conversations', isKeyed: true },
  'conversations.get': { method: 'GET', path: '/conversations/{id}' },
  'conversations.update': { method: 'PATCH', path: '/conversations/{id}' },
  'conversations.close': { method: 'PUT', path: '/conversations/{id}/closure' },
  'conversations.reopen': { method: 'DELETE', path: '/conversations/{id}/closure' },
  'conversations.assign': { method: 'PUT', path: '/conversations/{id}/assignment' },
  'conversations.unassign': { method: 'DELETE', path: '/conversations/{id}/assignment' },
  'conversations.list_messages': { method: 'GET', path: '/conversations/{id}/messages' },
  'conversations.add_message': { method: 'POST', path: '/conversations/{id}/messages', isKeyed: true },
  'conversations.get_message': { method: 'GET', path: '/messages/{id}' },
  'ai_config.get': { method: 'GET', path: '/ai-config' },
  'ai_config.update': { method: 'PATCH', path: '/ai-config' },
  'storefront.list_products': { method: 'GET', path: '/storefront/products' },
  'storefront.get_product': { method: 'GET', path: '/storefront/products/{id}' },
  'settings.get': { method: 'GET', path: '/settings' },
  'settings.update': { method: 'PATCH', path: '/settings' },
  'api_keys.list': { method: 'GET', path: '/api-keys' },
  'api_keys.create': { method: 'POST', path: '/api-keys' },
  'api_keys.get': { method: 'GET', path: '/api-keys/{id}' },
  'api_keys.update': { method: 'PATCH', path: '/api-keys/{id}' },
  'api_keys.delete': { method: 'DELETE', path: '/api-keys/{id}' },
  'api_keys.rotate': { method: 'POST', path: '/api-keys/{id}/rotation' },
  'database_logins.list': { method: 'GET', path: '/database-logins' },
  'database_logins.create': { method: 'POST', path: '/database-logins', isKeyed: true },
  'database_logins.get': { method: 'GET', path: '/database-logins/{id}' },
  'database_logins.delete': { method: 'DELETE', path: '/database-logins/{id}' },
  'database_logins.rotate': { method: 'PUT', path: '/database-logins/{id}/password' },
} as const satisfies Record<keyof Operations, OperationShape>
