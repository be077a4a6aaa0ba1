import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  WithSchemaPlugin,
} from 'kysely'
import type { Prepared } from '../wire/batch.ts'
import { NameTenant } from './name-tenant.ts'
import { type Parameter, placeholders, tenantPlaceholder, toParameter } from './placeholder.ts'
import type { Statement } from './statement.ts'

/** A statement compiled for one schema. */
export interface Compiled {
  readonly statement: AnyStatement
  readonly prepared: Prepared
  readonly parameters: readonly Parameter[]
  /** Whether it changes rows. */
  readonly writes: boolean
  /** Whether it only adds rows, and so hardly ever waits for what another transaction holds. */
  readonly adds: boolean
}

// biome-ignore lint/suspicious/noExplicitAny: the cache holds statements of every argument, row and shape type
export type AnyStatement = Statement<any, any, any>

/** Schemas whose compiled texts are kept per statement and shape; the oldest makes room. */
const schemasKept = 2_000

/** Compiles statements once per schema and shape. */
export class Compiler {
  private readonly tenantQueries: Kysely<never>
  private readonly systemQueries: Kysely<never>
  private readonly compiled = new Map<AnyStatement, Map<string, Shaped>>()

  constructor(scopedTables: Iterable<string>) {
    this.systemQueries = queryBuilder()
    this.tenantQueries = this.systemQueries.withPlugin(new NameTenant(new Set(scopedTables)))
  }

  /** @param schema the tenant's schema; ignored by system statements, which name theirs */
  compile(statement: AnyStatement, shape: unknown, schema: string): Compiled {
    const shaped = this.shaped(statement, shape)
    let compiled = shaped.bySchema.get(schema)
    if (!compiled) {
      compiled = this.build(statement, shape, schema, shaped.about)
      if (shaped.bySchema.size >= schemasKept) shaped.bySchema.delete(shaped.bySchema.keys().next().value!)
      shaped.bySchema.set(schema, compiled)
    }
    return compiled
  }

  private shaped(statement: AnyStatement, shape: unknown): Shaped {
    let shapes = this.compiled.get(statement)
    if (!shapes) {
      shapes = new Map()
      this.compiled.set(statement, shapes)
    }
    const key = shape === undefined ? '' : JSON.stringify(shape)
    let shaped = shapes.get(key)
    if (!shaped) {
      shaped = { about: { description: undefined }, bySchema: new Map() }
      shapes.set(key, shaped)
    }
    return shaped
  }

  private build(statement: AnyStatement, shape: unknown, schema: string, about: Prepared['about']): Compiled {
    const db =
      statement.door === 'tenant' ? this.tenantQueries.withPlugin(new WithSchemaPlugin(schema)) : this.systemQueries
    const query = statement.build(db as Kysely<never>, placeholders(), shape as never)
    const compiled: CompiledQuery = 'isRawBuilder' in query ? query.compile(db) : query.compile()
    refuseCommand(statement, compiled)
    if (statement.door === 'tenant') refuseUnnamedTenant(statement, compiled)
    const text = compiled.sql.replaceAll(':"schema"', `"${schema.replaceAll('"', '""')}"`)
    return {
      statement,
      prepared: { name: statement.name, text: guarded(statement, text, compiled), about },
      parameters: compiled.parameters.map(toParameter),
      writes: changesRows(compiled),
      adds: addsRows(compiled),
    }
  }
}

interface Shaped {
  about: Prepared['about']
  bySchema: Map<string, Compiled>
}

/**
 * Invariant: what reaches a connection that others use next reads or writes rows. A command (SET, PREPARE, LISTEN, DO…)
 * could leave something behind for them, and none can be hidden in a query.
 */
function refuseCommand(statement: AnyStatement, { sql }: CompiledQuery): void {
  if (/^[\s(]*(select|insert|update|delete|with)\b/i.test(sql)) return
  throw new TypeError(`statement ${statement.name} is no query: only what reads or writes rows can be declared`)
}

/** Errs on the side of writing: a word in a text or a name counts too. */
function changesRows({ sql }: CompiledQuery): boolean {
  return !/^[\s(]*select\b/i.test(sql) && /\b(insert|update|delete|merge)\b/i.test(sql)
}

function addsRows({ sql }: CompiledQuery): boolean {
  return /^\s*(insert|with\b.*\binsert)\b/is.test(sql) && !/\b(update|delete|merge|share)\b/i.test(sql)
}

/** Invariant: no tenant statement reaches the database without naming its tenant, raw SQL included. */
function refuseUnnamedTenant(statement: AnyStatement, compiled: CompiledQuery): void {
  if (compiled.parameters.includes(tenantPlaceholder)) return
  throw new TypeError(`statement ${statement.name} does not name the tenant`)
}

/** Wraps a write that must affect a given number of rows, so that the database itself aborts when it does not. */
function guarded(statement: AnyStatement, text: string, compiled: CompiledQuery): string {
  const expected = statement.options.expect
  if (!expected) return text
  if ('returning' in compiled.query && compiled.query.returning) {
    throw new TypeError(`statement ${statement.name} cannot both expect rows and return them`)
  }
  return (
    `with "changed" as (${text} returning 1) ` +
    `select tenancy.require_rows((select count(*) from "changed"), ${Number(expected.rows)})`
  )
}

function queryBuilder(): Kysely<never> {
  return new Kysely<never>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}
