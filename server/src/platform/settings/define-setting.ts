import { type SettingDefinition, SettingFault } from '@stoa/tenancy'
import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'

/**
 * What a setting can be. Objects are left out: a merge patch would have to reach into them, while a setting is
 * replaced whole. Two values that belong together are two settings, or a list.
 */
type SettingValue = string | number | boolean | readonly SettingValue[]

/** A setting as a room declares it: one schema judges it, describes it in the API document, and types it. */
export interface Setting<T = unknown> extends SettingDefinition<T> {
  readonly schema: TSchema
}

/** A room's settings by their names, each beginning with the room's: `commerce.tax_rate_bps`. */
// biome-ignore lint/suspicious/noExplicitAny: a definition takes and gives its own type, which varies from name to name
export type Settings = Readonly<Record<string, Setting<any>>>

/** @param unset the value of every tenant that has set none */
export function defineSetting<Schema extends TSchema>(
  schema: Static<Schema> extends SettingValue ? Schema : never,
  unset: Static<Schema>,
): Setting<Static<Schema>> {
  const validator = Compile(schema as TSchema)
  return {
    schema,
    default: unset,
    parse(value) {
      const [fault] = validator.Errors(value)
      if (fault) throw new SettingFault(fault.message)
      return value as Static<Schema>
    },
  }
}
