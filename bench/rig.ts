import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type EmbeddedDatabase, startEmbedded } from '../server/src/embedded/index.ts'
import { startServer, stopServer } from './server.ts'

/** A PostgreSQL of the bench's own with durable settings, and servers that work on it; all of it gone at the end. */
export class Rig {
  readonly database: EmbeddedDatabase
  readonly databasePid: number
  /** As superuser. */
  readonly admin: pg.Client
  private readonly dataDir: string
  private readonly servers: ChildProcess[] = []

  private constructor(database: EmbeddedDatabase, dataDir: string, admin: pg.Client) {
    this.database = database
    this.dataDir = dataDir
    this.admin = admin
    this.databasePid = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
  }

  static async open(): Promise<Rig> {
    const dataDir = mkdtempSync(join(tmpdir(), 'stoa-bench-'))
    const database = await startEmbedded({ dataDir })
    const admin = new pg.Client(database.adminUrl)
    await admin.connect()
    return new Rig(database, dataDir, admin)
  }

  /** Starts Stoa and answers its process and its URL. */
  async stoa(port: number, databaseUrl = this.database.adminUrl): Promise<{ process: ChildProcess; url: string }> {
    const url = `http://127.0.0.1:${port}`
    return { process: await this.serve('server/src/main.ts', port, `${url}/health/live`, databaseUrl), url }
  }

  async peer(port: number): Promise<{ process: ChildProcess; url: string }> {
    const url = `http://127.0.0.1:${port}`
    return { process: await this.serve('bench/peer.ts', port, `${url}/products`, this.database.adminUrl), url }
  }

  async stop(server: ChildProcess): Promise<void> {
    this.servers.splice(this.servers.indexOf(server), 1)
    await stopServer(server)
  }

  async close(): Promise<void> {
    await this.admin.end()
    for (const server of this.servers) await stopServer(server)
    await this.database.stop()
    rmSync(this.dataDir, { recursive: true, force: true })
  }

  private async serve(entry: string, port: number, readyUrl: string, databaseUrl: string): Promise<ChildProcess> {
    const environment = { NODE_ENV: 'production', STOA_DATA: join(this.dataDir, 'stoa'), PORT: String(port) }
    const server = await startServer(entry, { ...environment, DATABASE_URL: databaseUrl }, readyUrl)
    this.servers.push(server)
    return server
  }
}
