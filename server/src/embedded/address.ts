import { randomBytes } from 'node:crypto'
import { chown, link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** How to reach the embedded server. Kept in a file of mode 0600, so that it stays the same between starts. */
export interface Address {
  port: number
  /** Of the superuser `postgres`. */
  password: string
}

/** URL of database `postgres` as superuser. */
export function adminUrl({ port, password }: Address): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
}

/** Reads the kept address, or makes one. Of two simultaneous first starts both get the same. */
export async function readAddress(home: string): Promise<Address> {
  const kept = await keptAddress(home)
  if (kept) return kept
  const draft = await writeDraft(home, { port: await freePort(), password: randomBytes(24).toString('hex') })
  // link() refuses to replace: the first one wins, whole.
  await link(draft, fileOf(home)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(draft)
  return (await keptAddress(home))!
}

/** The same address when its port is still free, else with a free one, which is then kept. */
export async function withFreePort(home: string, address: Address): Promise<Address> {
  if (await isFree(address.port)) return address
  const moved = { ...address, port: await freePort() }
  await rename(await writeDraft(home, moved), fileOf(home))
  return moved
}

async function keptAddress(home: string): Promise<Address | undefined> {
  try {
    return JSON.parse(await readFile(fileOf(home), 'utf8'))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    if (code === 'EACCES') throw new Error(`The data in ${home} belongs to another user; start Stoa as that user.`)
    throw error
  }
}

/** Root writes for whoever owns the directory, so that this user can start next time. */
async function writeDraft(home: string, address: Address): Promise<string> {
  const draft = `${fileOf(home)}.${process.pid}`
  await writeFile(draft, `${JSON.stringify(address)}\n`, { mode: 0o600 })
  if (process.getuid?.() === 0) {
    const { uid, gid } = await stat(home)
    await chown(draft, uid, gid)
  }
  return draft
}

const fileOf = (home: string) => join(home, 'postgres.json')

async function isFree(port: number): Promise<boolean> {
  return (await listenBriefly(port)) !== undefined
}

async function freePort(): Promise<number> {
  const port = await listenBriefly(0)
  if (port === undefined) throw new Error('No free port on 127.0.0.1')
  return port
}

function listenBriefly(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined))
    })
  })
}
