export const tenantStatuses = ['provisioning', 'active', 'suspended', 'deleted'] as const
export type TenantStatus = (typeof tenantStatuses)[number]

export const placements = ['shared', 'schema'] as const
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
  /** Grows when access must end everywhere; work begun under an older epoch is refused. */
  epoch: number
  plan: string
  region: string
  /** Only what differs from the defaults; read through `TenantSettings`. */
  settings: Readonly<Record<string, unknown>>
}
