import type { Scope } from '@stoa/tenancy'
import { csvLines } from './cells.ts'
import { cellsOf, columnNames } from './columns.ts'
import { findProductsAfter } from './store.ts'

/** Rows read at once: what an export holds in memory, however many there are. */
const pageSize = 500

const beforeAll = '00000000-0000-0000-0000-000000000000'

/**
 * The tenant's products as a CSV file, in the order of their ids. Each page is as the products were when it was read: a
 * product that is there throughout is in the file exactly once.
 */
export async function* exportProducts(scope: Scope): AsyncGenerator<string> {
  // With the first page, so that a database which cannot answer is a refusal, not a file that breaks off.
  let header = csvLines([columnNames])
  for (let after = beforeAll; ; ) {
    const products = await scope.all(findProductsAfter, { after, limit: pageSize })
    yield header + csvLines(products.map(cellsOf))
    header = ''
    if (products.length < pageSize) return
    after = products.at(-1)!.id
  }
}
