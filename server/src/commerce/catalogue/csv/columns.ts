import type { Product } from '../product.ts'
import { type Cell, type CellForm, integerForm, jsonForm, listForm, textForm } from './cells.ts'

/** The columns of a CSV file, named like the fields, in the order an export has them. */
export const columns = {
  id: textForm,
  sku: textForm,
  title: textForm,
  description: textForm,
  type: textForm,
  status: textForm,
  price_amount_minor: integerForm,
  compare_at_amount_minor: integerForm,
  currency: textForm,
  stock_quantity: integerForm,
  tags: listForm,
  channels: listForm,
  seller_id: textForm,
  seo_title: textForm,
  seo_description: textForm,
  metadata: jsonForm,
} as const satisfies Partial<Record<keyof Product, CellForm>>

export type ColumnName = keyof typeof columns
export const columnNames = Object.keys(columns) as ColumnName[]

/** What an empty cell says of a field that can be without a value; of any other it says nothing. */
const emptied: Partial<Product> = {
  sku: null,
  description: null,
  compare_at_amount_minor: null,
  stock_quantity: null,
  tags: [],
  channels: [],
  seller_id: null,
  seo_title: null,
  seo_description: null,
  metadata: {},
}

export function cellsOf(product: Product): Cell[] {
  return columnNames.map((name) => columns[name].write(product[name]))
}

/** What the cells of a row say of a product, not judged yet. */
export function valuesOf(header: readonly ColumnName[], cells: readonly Cell[]): Partial<Product> {
  const values: Record<string, unknown> = {}
  for (const [index, name] of header.entries()) {
    const cell = cells[index] ?? null
    const value = cell === null ? emptied[name] : columns[name].read(cell)
    if (value !== undefined) values[name] = value
  }
  return values as Partial<Product>
}
