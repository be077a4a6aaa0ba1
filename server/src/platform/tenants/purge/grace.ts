/** How long a deleted tenant can be restored before it may be purged without insisting. */
const graceDays = 30

/** From when on the tenant may be purged; the moment it was deleted and the answer are RFC 3339 UTC. */
export function purgeableFrom(deletedAt: string): string {
  return new Date(Date.parse(deletedAt) + graceDays * 24 * 60 * 60 * 1000).toISOString()
}
