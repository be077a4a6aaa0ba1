interface Place {
  tenantId: string
  /** Estimate of the tenant's requests that age: its own, and at most `error` of those who had the place before. */
  rank: number
  error: number
  /** Requests counted under the tenant's own name; exact. */
  requests: number
}

/** How many tenants are told apart, whatever their number: each is a series of its own in whatever collects them. */
const defaultPlaces = 50

/** Requests after which all ranks are halved, so that who is busy now outranks who was busy long ago. */
const defaultHalveEvery = 10_000

/**
 * Counts requests of the busiest tenants by name and those of all others together, in bounded memory (Space-Saving,
 * Metwally et al. 2005). Every tenant with more than one in `places` of the requests has a place.
 *
 * Among thousands of tenants alike places change hands with every request. A tenant is named only when it has had as
 * many requests of its own as its place may have inherited; until then it counts among the others, so that a crowd
 * makes no series that come and go. Every request counts once, and no count falls while its tenant keeps the place.
 */
export class BusiestTenants {
  private readonly byTenant = new Map<string, Place>()
  private readonly all: Place[] = []
  private readonly places: number
  private readonly halveEvery: number
  private untilHalving: number
  private others = 0

  constructor(places = defaultPlaces, halveEvery = defaultHalveEvery) {
    this.places = places
    this.halveEvery = halveEvery
    this.untilHalving = halveEvery
  }

  count(tenantId: string): void {
    const place = this.byTenant.get(tenantId) ?? this.placeFor(tenantId)
    place.rank++
    if (place.rank >= 2 * place.error) place.requests++
    else this.others++
    if (--this.untilHalving === 0) this.halve()
  }

  /** Those that are named, and how many requests all others made. */
  get counts(): { named: { tenantId: string; requests: number }[]; others: number } {
    const named = this.all.filter(({ requests }) => requests > 0)
    return { named: named.map(({ tenantId, requests }) => ({ tenantId, requests })), others: this.others }
  }

  private placeFor(tenantId: string): Place {
    const place = this.all.length < this.places ? this.newPlace() : this.leastPlace()
    this.byTenant.delete(place.tenantId)
    this.byTenant.set(tenantId, place)
    place.tenantId = tenantId
    place.error = place.rank
    place.requests = 0
    return place
  }

  private newPlace(): Place {
    const place = { tenantId: '', rank: 0, error: 0, requests: 0 }
    this.all.push(place)
    return place
  }

  private leastPlace(): Place {
    let least = this.all[0]!
    for (const place of this.all) if (place.rank < least.rank) least = place
    return least
  }

  private halve(): void {
    this.untilHalving = this.halveEvery
    for (const place of this.all) {
      place.rank /= 2
      place.error /= 2
    }
  }
}
