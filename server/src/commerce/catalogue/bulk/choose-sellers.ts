import type { Scope } from '@stoa/tenancy'
import { findActingSeller } from '../../sellers/acting-seller.ts'
import { SellerUnknown } from '../refusals.ts'
import { isId } from './is-id.ts'
import { findSellers } from './store.ts'

/** Who may be the seller of products, for whoever acts. */
export interface SellerChoice {
  /** The only one, for users of role `seller`. */
  readonly own: string | undefined
  /** @throws SellerUnknown */
  choose(requested: string | null | undefined): string | null
}

/** What `chooseSeller` judges of one product, for many of them: asks at most twice. */
export async function chooseSellers(
  scope: Scope,
  requested: readonly (string | null | undefined)[],
): Promise<SellerChoice> {
  const ids = [...new Set(requested)].filter(isId)
  const [own, found] = await Promise.all([
    findActingSeller(scope),
    ids.length > 0 ? scope.all(findSellers, { ids }) : [],
  ])
  const known = new Set(found.map(({ id }) => id))
  return {
    own,
    choose(id) {
      if (own !== undefined ? id !== undefined && id !== own : id && !known.has(id)) throw SellerUnknown()
      return own ?? id ?? null
    },
  }
}
