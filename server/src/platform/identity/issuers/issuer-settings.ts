import { isIP } from 'node:net'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { issuer as ownIssuer } from '../tokens/access-token.ts'

/** What tokens of outside issuers may be signed with: public keys alone, so that nothing they publish can sign. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const
const usualAlgorithms: readonly Algorithm[] = ['RS256', 'ES256', 'EdDSA']
type Algorithm = (typeof algorithms)[number]

const Claim = Type.String({ minLength: 1, maxLength: 200 })
const GivenIssuer = Type.Object(
  {
    issuer: Type.String({ minLength: 1, maxLength: 500 }),
    audience: Type.String({ minLength: 1, maxLength: 500 }),
    jwks_uri: Type.Optional(Type.String({ maxLength: 1000 })),
    algorithms: Type.Optional(Type.Array(Type.Enum([...algorithms]), { minItems: 1 })),
    email_claim: Type.Optional(Claim),
    email_verified_claim: Type.Optional(Claim),
    email_domains: Type.Optional(Type.Array(Type.String({ pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)+$' }), { minItems: 1 })),
  },
  { additionalProperties: false },
)
const given = Compile(Type.Array(GivenIssuer, { maxItems: 20 }))

/** An issuer whose tokens are believed about who somebody is, and about nothing else. */
export interface IssuerSettings {
  /** As its tokens name it, to the letter. */
  issuer: string
  /** What its tokens must be meant for: us. */
  audience: string
  /** Where its keys are; undefined: its discovery document tells. */
  jwksUri: string | undefined
  algorithms: readonly Algorithm[]
  emailClaim: string
  emailVerifiedClaim: string
  /** Domains whose addresses it may speak for; undefined: all. */
  emailDomains: readonly string[] | undefined
}

/** The configured issuers, and what is wrong with them, a sentence each. */
export function readIssuers(text: string): { issuers: IssuerSettings[]; faults: string[] } {
  const values = parsedJson(text)
  if (!given.Check(values)) return { issuers: [], faults: shapeFaultsOf(values) }
  return {
    issuers: values.map(settingsOf),
    faults: values.flatMap((value, at) => faultsOf(value, values.slice(0, at))),
  }
}

function shapeFaultsOf(values: unknown): string[] {
  // A member that is not known is told of twice, and once as a schema that is false.
  const errors = given.Errors(values).filter(({ keyword }) => keyword !== 'boolean')
  return errors.slice(0, 5).map(({ instancePath, message }) => `${instancePath || 'as a whole'} ${message}`)
}

function settingsOf(value: Static<typeof GivenIssuer>): IssuerSettings {
  return {
    issuer: value.issuer,
    audience: value.audience,
    jwksUri: value.jwks_uri,
    algorithms: value.algorithms ?? usualAlgorithms,
    emailClaim: value.email_claim ?? 'email',
    emailVerifiedClaim: value.email_verified_claim ?? 'email_verified',
    emailDomains: value.email_domains,
  }
}

function faultsOf({ issuer, jwks_uri }: Static<typeof GivenIssuer>, before: { issuer: string }[]): string[] {
  const faults: string[] = []
  if (issuer === ownIssuer) faults.push(`names "${ownIssuer}", which is what our own tokens say`)
  else if (!isTrustworthy(issuer)) faults.push(`has the issuer ${JSON.stringify(issuer)}, which is no https URL`)
  if (jwks_uri !== undefined && !isTrustworthy(jwks_uri))
    faults.push(`has the jwks_uri ${jwks_uri}, which is no https URL`)
  if (before.some((other) => other.issuer === issuer)) faults.push(`names ${issuer} twice`)
  return faults
}

/** Whether nobody on the way can answer in the place of this URL; on this very machine, TLS is not needed for that. */
export function isTrustworthy(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, username, password } = new URL(url)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || (isIP(hostname) === 4 && hostname.startsWith('127.'))
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
