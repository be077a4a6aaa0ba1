/** What can be of a tenant, in the order of its life; `deleted` can be undone. */
export const tenantStatuses = ['provisioning', 'active', 'suspended', 'deleted'] as const
/** Only an active tenant lets anybody in. */
export type TenantStatus = (typeof tenantStatuses)[number]

/** Where a tenant's rows can live. */
export const placements = ['shared', 'schema'] as const
/** `shared`: in tables it shares with others; `schema`: in a schema of its own. The locks are the same. */
export type Placement = (typeof placements)[number]

/** A customer of the platform and owner of all its rows, as the registry knows it. */
export interface Tenant {
  /** UUID. */
  id: string
  slug: string
  name: string
  /** First label under the base domain. */
  subdomain: string
  /** Verified custom domains, lower case. */
  domains: readonly string[]
  status: TenantStatus
  placement: Placement
  /** Schema that holds its rows: the shared one, or its own. */
  schema: string
  /** Grows when access must end everywhere, and when its rows are moved; no statement acts under an older epoch. */
  epoch: number
  /** The epoch in which access was last ended or given anew; work carried from before it is refused. */
  accessEpoch: number
  plan: string
  region: string
  /** Only what differs from the defaults; read through `TenantSettings`. */
  settings: Readonly<Record<string, unknown>>
}
