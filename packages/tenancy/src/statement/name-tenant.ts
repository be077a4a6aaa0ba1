import {
  AliasNode,
  AndNode,
  BinaryOperationNode,
  CastNode,
  ColumnNode,
  DataTypeNode,
  type DeleteQueryNode,
  IdentifierNode,
  type InsertQueryNode,
  type JoinNode,
  type KyselyPlugin,
  ListNode,
  type MergeQueryNode,
  OnConflictNode,
  OnNode,
  type OperationNode,
  OperationNodeTransformer,
  OperatorNode,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  PrimitiveValueListNode,
  type QueryId,
  ReferenceNode,
  SelectionNode,
  type SelectQueryNode,
  TableNode,
  type UpdateQueryNode,
  ValueListNode,
  ValueNode,
  ValuesNode,
  WhereNode,
  type WithNode,
} from 'kysely'
import { tenantPlaceholder } from './placeholder.ts'

const tenantColumn = ColumnNode.create('tenant_id')

/**
 * Lock 1: adds `tenant_id = <tenant>` to every reference to a tenant table — in FROM, JOIN, USING, subqueries and
 * CTEs, UPDATE and DELETE — and the tenant's id to every INSERT. A table is a tenant table when it is named without a
 * schema, or is listed as scoped.
 */
export class NameTenant implements KyselyPlugin {
  private readonly scopedTables: ReadonlySet<string>

  /** @param scopedTables tables outside the tenant's schema that carry tenant_id, as `schema.table` */
  constructor(scopedTables: ReadonlySet<string>) {
    this.scopedTables = scopedTables
  }

  transformQuery(args: PluginTransformQueryArgs) {
    return new TenantTransformer(this.scopedTables).transformNode(args.node, args.queryId) as typeof args.node
  }

  async transformResult(args: PluginTransformResultArgs) {
    return args.result
  }
}

class TenantTransformer extends OperationNodeTransformer {
  private readonly scopedTables: ReadonlySet<string>
  private readonly withNames: string[] = []

  constructor(scopedTables: ReadonlySet<string>) {
    super()
    this.scopedTables = scopedTables
  }

  protected override transformSelectQuery(node: SelectQueryNode, queryId: QueryId): SelectQueryNode {
    return this.insideWith(node.with, () => {
      const query = super.transformSelectQuery(node, queryId)
      const joined = this.joinsNamingTenant(query.joins)
      const conditions = [...this.conditionsFor(query.from?.froms ?? []), ...joined.conditions]
      return { ...query, ...joined.joins, ...withConditions(query.where, conditions) }
    })
  }

  protected override transformUpdateQuery(node: UpdateQueryNode, queryId: QueryId): UpdateQueryNode {
    return this.insideWith(node.with, () => {
      const query = super.transformUpdateQuery(node, queryId)
      if (query.updates?.some((update) => isTenantColumn(update.column))) throw tenantIsFixed()
      const joined = this.joinsNamingTenant(query.joins)
      const targets = query.table ? [query.table] : []
      const conditions = [...this.conditionsFor([...targets, ...(query.from?.froms ?? [])]), ...joined.conditions]
      return { ...query, ...joined.joins, ...withConditions(query.where, conditions) }
    })
  }

  protected override transformDeleteQuery(node: DeleteQueryNode, queryId: QueryId): DeleteQueryNode {
    return this.insideWith(node.with, () => {
      const query = super.transformDeleteQuery(node, queryId)
      const joined = this.joinsNamingTenant(query.joins)
      const tables = [...query.from.froms, ...(query.using?.tables ?? [])]
      return {
        ...query,
        ...joined.joins,
        ...withConditions(query.where, [...this.conditionsFor(tables), ...joined.conditions]),
      }
    })
  }

  protected override transformInsertQuery(node: InsertQueryNode, queryId: QueryId): InsertQueryNode {
    return this.insideWith(node.with, () => {
      const query = super.transformInsertQuery(node, queryId)
      if (!query.into || !this.isTenantTable(query.into)) return query
      if (query.columns?.some(isTenantColumn)) throw tenantIsFixed()
      if (!query.columns || !query.values) throw new TypeError('an insert into a tenant table must name its columns')
      return {
        ...query,
        columns: [tenantColumn, ...query.columns],
        values: valuesNamingTenant(query.values),
        ...(query.onConflict && { onConflict: conflictNamingTenant(query.onConflict) }),
      }
    })
  }

  protected override transformMergeQuery(_node: MergeQueryNode): MergeQueryNode {
    throw new TypeError('MERGE cannot run on tenant tables: a distributed engine refuses it')
  }

  /** Names defined by WITH are no tables: what they select from was named already. */
  private insideWith<T>(node: WithNode | undefined, transform: () => T): T {
    const names = node?.expressions.map((expression) => expression.name.table.table.identifier.name) ?? []
    this.withNames.push(...names)
    const transformed = transform()
    this.withNames.length -= names.length
    return transformed
  }

  private isTenantTable(table: TableNode): boolean {
    const { schema, identifier } = table.table
    if (schema) return this.scopedTables.has(`${schema.name}.${identifier.name}`)
    return !this.withNames.includes(identifier.name)
  }

  private conditionsFor(tables: readonly OperationNode[]): OperationNode[] {
    return tables.flatMap((table) => this.conditionFor(table) ?? [])
  }

  private conditionFor(node: OperationNode): OperationNode | undefined {
    const table = AliasNode.is(node) ? node.node : node
    if (ListNode.is(table)) return undefined
    if (!TableNode.is(table) || !this.isTenantTable(table)) return undefined
    return BinaryOperationNode.create(
      ReferenceNode.create(tenantColumn, AliasNode.is(node) ? aliasTable(node) : table),
      OperatorNode.create('='),
      ValueNode.create(tenantPlaceholder),
    )
  }

  private joinsNamingTenant(joins: readonly JoinNode[] | undefined) {
    if (!joins) return { joins: {}, conditions: [] }
    const conditions: OperationNode[] = []
    const named = joins.map((join): JoinNode => {
      const condition = this.conditionFor(join.table)
      if (!condition) return join
      if (join.on) return { ...join, on: OnNode.cloneWithOperation(join.on, 'And', condition) }
      conditions.push(condition)
      return join
    })
    return { joins: { joins: named }, conditions }
  }
}

function aliasTable(node: AliasNode): TableNode {
  if (!IdentifierNode.is(node.alias)) throw new TypeError('a tenant table needs a plain alias')
  return TableNode.create(node.alias.name)
}

function withConditions(where: WhereNode | undefined, conditions: readonly OperationNode[]): { where?: WhereNode } {
  if (conditions.length === 0) return where ? { where } : {}
  const all = conditions.reduce((left, right) => AndNode.create(left, right))
  return { where: where ? WhereNode.create(AndNode.create(all, where.where)) : WhereNode.create(all) }
}

function valuesNamingTenant(values: OperationNode): OperationNode {
  if (ValuesNode.is(values)) {
    return ValuesNode.create(
      values.values.map((row) =>
        PrimitiveValueListNode.is(row)
          ? PrimitiveValueListNode.create([tenantPlaceholder, ...row.values])
          : ValueListNode.create([ValueNode.create(tenantPlaceholder), ...row.values]),
      ),
    )
  }
  const select = values as SelectQueryNode
  if (select.kind !== 'SelectQueryNode') throw new TypeError('an insert takes values or a plain select')
  const tenant = CastNode.create(ValueNode.create(tenantPlaceholder), DataTypeNode.create('uuid'))
  return {
    ...select,
    selections: [
      SelectionNode.create(AliasNode.create(tenant, IdentifierNode.create('tenant_id'))),
      ...(select.selections ?? []),
    ],
  } as SelectQueryNode
}

function conflictNamingTenant(conflict: OnConflictNode): OnConflictNode {
  if (!conflict.columns || conflict.columns.some(isTenantColumn)) return conflict
  return OnConflictNode.cloneWith(conflict, { columns: [tenantColumn, ...conflict.columns] })
}

function isTenantColumn(node: OperationNode): boolean {
  if (ReferenceNode.is(node)) return isTenantColumn(node.column)
  return ColumnNode.is(node) && node.column.name === 'tenant_id'
}

function tenantIsFixed(): TypeError {
  return new TypeError('tenant_id is written by the kernel and never changes')
}
