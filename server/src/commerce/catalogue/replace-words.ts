import type { Scope } from '@stoa/tenancy'
import { wordArgs } from '#platform/search'
import type { Product } from './product.ts'
import { saysOther, wordsOf } from './product-words.ts'
import { forgetProductWords, rememberProductWords } from './store.ts'

/** Lets a product be found by what it says now. The caller holds its row. */
export function replaceWords(scope: Scope, product: Product, changed: Product): void {
  if (!saysOther(product, changed)) return
  scope.write(forgetProductWords, { id: product.id })
  scope.write(rememberProductWords, { id: product.id, ...wordArgs(wordsOf(changed)) })
}
