import type { Work } from '@stoa/tenancy'
import type { Human } from './human.ts'
import { ConsentUnchanged } from './refusals.ts'

export type Consent = Pick<Human, 'has_marketing_consent' | 'marketing_consent_at' | 'marketing_consent_source'>

/** What somebody says of the consent; what is left out stays. */
export type SaidConsent = { [Name in Exclude<keyof Consent, 'marketing_consent_at'>]?: Consent[Name] }

/**
 * The consent after what was said. A change is dated by the work itself and never by the caller, because the date is the
 * evidence; where no source is named it is whoever acts.
 */
export function consentAfter(work: Work, before: Consent, said: SaidConsent): Consent {
  const { has_marketing_consent, marketing_consent_at, marketing_consent_source } = before
  const source = said.marketing_consent_source
  const isChanged = (said.has_marketing_consent ?? has_marketing_consent) !== has_marketing_consent
  if (isChanged) {
    return {
      has_marketing_consent: !has_marketing_consent,
      marketing_consent_at: work.now,
      marketing_consent_source: source ?? work.actor.kind,
    }
  }
  if (source !== undefined && source !== marketing_consent_source) {
    throw ConsentUnchanged()
  }
  return { has_marketing_consent, marketing_consent_at, marketing_consent_source }
}
