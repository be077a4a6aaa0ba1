import { admitted, type CallerKind, callerKinds, type Route } from '#platform/contract'

/** What each kind of caller shows, always as `Authorization: Bearer …`. */
const schemes: Readonly<Record<CallerKind, { bearerFormat: string; description: string }>> = {
  user: { bearerFormat: 'JWT', description: 'Access token of a user, who works for tenants or the platform.' },
  human: { bearerFormat: 'JWT', description: 'Access token of a human: an end customer of one tenant.' },
  secret_key: { bearerFormat: 'stoa_sk_…', description: 'Secret API key of a tenant; it may do what its scopes name.' },
  publishable_key: {
    bearerFormat: 'stoa_pk_…',
    description: 'Publishable API key of a tenant, harmless in a browser: it opens the storefront and nothing else.',
  },
}

/** Who is let in; `{}` stands for a caller who shows nothing. */
export function securityOf({ door }: Route): Record<string, string[]>[] {
  const shown = admitted[door].map((kind) => ({ [kind]: [] }))
  return door === 'storefront' ? [...shown, {}] : shown
}

/** The ways to show who one is, as far as any route knows them. */
export function schemesOf(routes: readonly Route[]): Record<string, object> {
  const used = new Set(routes.flatMap(({ door }) => admitted[door]))
  const named = callerKinds.filter((kind) => used.has(kind))
  return Object.fromEntries(named.map((kind) => [kind, { type: 'http', scheme: 'bearer', ...schemes[kind] }]))
}
