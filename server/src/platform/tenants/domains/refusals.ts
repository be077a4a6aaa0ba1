import { defineRefusal } from '#platform/contract'

export const DomainTaken = defineRefusal('tenant.domain_taken', 409, 'A tenant has this domain already')
export const DomainNotFound = defineRefusal('tenant.domain_not_found', 404, 'The tenant has no such domain')
export const DomainUnverified = defineRefusal(
  'tenant.domain_unverified',
  409,
  'The DNS of the domain does not hold the record that shows whose it is',
)
export const DnsUnavailable = defineRefusal('tenant.dns_unavailable', 503, 'The DNS did not answer; try again later')
