import type { Static, TObject } from 'typebox'

/** The columns of a row's schema, so that what a query selects and what the wire carries are one list. */
export function columnsOf<Schema extends TObject>(schema: Schema): (keyof Static<Schema> & string)[] {
  return Object.keys(schema.properties) as (keyof Static<Schema> & string)[]
}

/** Names each column and its argument: the `values` of an insert, the `set` of an update. */
export function assign<Args, Column extends keyof Args>(columns: readonly Column[], args: Args): Pick<Args, Column> {
  return Object.fromEntries(columns.map((column) => [column, args[column]])) as Pick<Args, Column>
}
