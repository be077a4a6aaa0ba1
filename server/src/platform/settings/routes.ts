import { InvalidSettings } from '@stoa/tenancy'
import { type Route, tenantRoute } from '#platform/contract'
import type { Settings } from './define-setting.ts'
import { getSettings } from './get-settings.ts'
import { effectiveSchema, patchSchema } from './schemas.ts'
import { tenantSettings } from './tenant-settings.ts'
import { updateSettings } from './update-settings.ts'

const tag = 'Settings'

/** The settings of a tenant as a resource, described by their definitions. */
export function settingsRoutes(definitions: Settings): Route[] {
  const settings = tenantSettings(definitions)
  const answer = effectiveSchema(definitions)
  return [
    tenantRoute({
      operation: 'settings.get',
      method: 'GET',
      path: '/settings',
      tag,
      summary: 'Get the settings of the tenant',
      description: 'What counts: its own values, and the defaults of all others.',
      answer,
      refuses: [],
      handle: ({ scope }) => getSettings(scope, settings),
    }),
    tenantRoute({
      operation: 'settings.update',
      method: 'PATCH',
      path: '/settings',
      tag,
      summary: 'Change settings of the tenant',
      description:
        'JSON merge patch; null brings a default back. Counts everywhere in under a second. The version is the tenant’s: ' +
        'it also grows when the platform changes the tenant.',
      body: patchSchema(definitions),
      answer,
      versioned: true,
      refuses: [InvalidSettings],
      handle: ({ scope, body, expectedVersion }) => updateSettings(scope, settings, body, expectedVersion),
    }),
  ]
}
