import { type Doors, type MoveOptions, type MoveReport, moveTenant, type Placement } from '@stoa/tenancy'
import { getTenantNamed } from '../get-tenant.ts'
import { schemaFor } from '../tenant.ts'

const actor = { kind: 'system' } as const

/** Moves the tenant with this slug or id to the other placement while it works; see `moveTenant` of the kernel. */
export async function moveTenantTo(
  doors: Doors,
  ownerUrl: string,
  name: string,
  placement: Placement,
  options: Pick<MoveOptions, 'limits' | 'onProgress'> = {},
): Promise<MoveReport & { slug: string }> {
  const { id, slug } = await doors.system({ actor, mode: 'read' }, (scope) => getTenantNamed(scope, name))
  const to = { placement, schema: schemaFor(placement, slug) }
  return { slug, ...(await moveTenant({ ownerUrl, tenantId: id, to, ...options })) }
}
