import type { Placement } from '@stoa/tenancy'
import type { TransferPlace } from './container.ts'
import { exportTenant } from './export-tenant.ts'
import { type Imported, importTenant } from './import-tenant.ts'

export interface CloneRequest {
  /** Slug or id of the tenant that is copied. */
  tenant: string
  slug: string
  placement?: Placement | undefined
  isWithoutPeople?: boolean
}

/** The same rows under a new tenant: an export that goes straight into an import, verified like one. Domains stay. */
export function cloneTenant(place: TransferPlace, request: CloneRequest): Promise<Imported> {
  const { tenant, slug, placement, isWithoutPeople = false } = request
  const lines = exportTenant(place, { tenant, isWithoutPeople })
  return importTenant(place, lines, { slug, placement, isWithoutDomains: true })
}
