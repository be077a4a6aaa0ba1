import pg, { escapeIdentifier } from 'pg'
import { type Report, secretTold } from '../report.ts'
import type { Table } from './catalogue.ts'
import { Session } from './session.ts'

/** Functions that run as the owner are under row security too: without FORCE these would meet every row. */
export async function attackAsOwner(url: string, tables: Table[], secrets: ReadonlySet<string>, report: Report) {
  const client = new pg.Client(url)
  await client.connect()
  const session = new Session(client)
  try {
    await session.bound(undefined, async () => {
      for (const { reference, tenantColumn } of tables.filter((table) => !table.isOpenToOwner)) {
        for (const sql of [
          `select * from ${reference}`,
          `update ${reference} set ${escapeIdentifier(tenantColumn)} = ${escapeIdentifier(tenantColumn)}`,
          `delete from ${reference}`,
        ]) {
          report.count('attacks by SQL')
          const { code, rows, text } = await session.tried([{ sql }])
          const told = secretTold(secrets, text)
          if (told || rows > 0) report.add(reference, 'owner, without a binding: meet rows', `${rows} rows by ${sql}`)
          if (code && code !== '42501') report.add(reference, 'owner, without a binding: meet rows', `error ${code}`)
        }
      }
    })
  } finally {
    await client.end()
  }
}
