import type { Fault, Tenant } from '@stoa/tenancy'
import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { normalEmail } from '../email.ts'
import { humanSettings } from './human-settings.ts'
import { HumanUnreadable } from './refusals.ts'

/** What can be written in several ways, of which one is kept, so that a unique key sees equals as equal. */
interface ManyWays {
  email?: string | null
  phone?: string | null
  locale?: string | null
  time_zone?: string | null
}

type Name = keyof ManyWays

const canonical: Readonly<Record<Name, (text: string, tenant: Tenant) => string | undefined>> = {
  email: normalEmail,
  phone: canonicalPhone,
  locale: canonicalLocale,
  time_zone: canonicalTimeZone,
}

/** The same as it is kept. Refuses, naming each, what is no phone number, language or time zone. */
export function canonicalised<Said extends ManyWays>(
  tenant: Tenant,
  said: Said,
  part: 'body' | 'query' = 'body',
): Said {
  const kept: ManyWays = {}
  const faults: Fault[] = []
  for (const name of Object.keys(canonical) as Name[]) {
    const text = said[name]
    if (typeof text !== 'string') continue
    const one = canonical[name](text, tenant)
    if (one === undefined) faults.push(faultOf(part, name))
    else kept[name] = one
  }
  if (faults.length > 0) throw HumanUnreadable(undefined, { errors: faults })
  return { ...said, ...kept }
}

/** E.164. A number without its country is one of the tenant's region, and none where it has set no region. */
export function canonicalPhone(text: string, tenant: Tenant): string | undefined {
  const region = humanSettings.get(tenant)['humans.phone_region']
  const number = parsePhoneNumberFromString(text, { extract: false, ...(region !== '' && { defaultCountry: region }) })
  // An extension is dialled after the call is answered, so it is no part of what E.164 can say.
  return number?.isValid() && number.ext === undefined ? number.number : undefined
}

/** BCP 47 in its canonical spelling: `en-gb` is kept as `en-GB`. */
export function canonicalLocale(text: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(text)[0]
  } catch {
    return undefined
  }
}

/** A name of the IANA database, with its capitals. Offsets like `+01:00` are no place, and know no summer time. */
export function canonicalTimeZone(text: string): string | undefined {
  if (!/^[A-Za-z]/.test(text)) return undefined
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions()
    // A name that has another today (Asia/Kolkata, Asia/Calcutta) stays the one that was meant.
    return timeZone.toLowerCase() === text.toLowerCase() ? timeZone : text
  } catch {
    return undefined
  }
}

const meanings: Readonly<Record<Name, string>> = {
  email: 'must be a mail address',
  phone: 'must be a phone number that exists, with its country unless the tenant has set a region',
  locale: 'must be a BCP 47 language tag',
  time_zone: 'must be the name of an IANA time zone',
}

function faultOf(part: string, name: Name): Fault {
  return { path: `/${part}/${name}`, message: meanings[name], code: 'format' }
}
