import { type CountryCode, getCountries } from 'libphonenumber-js/min'
import { oneOf } from '#platform/contract'
import { defineSetting, tenantSettings } from '#platform/settings'

const regions: readonly (CountryCode | '')[] = ['', ...getCountries()]

/** What a tenant says about the humans it deals with. */
export const humanSettingDefinitions = {
  'humans.phone_region': defineSetting(
    {
      ...oneOf(regions),
      examples: ['DE'],
      description: 'Region (ISO 3166-1 alpha-2) of phone numbers written without a country; empty for none.',
    },
    '',
  ),
}

export const humanSettings = tenantSettings(humanSettingDefinitions)
