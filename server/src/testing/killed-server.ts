import type { AddressInfo } from 'node:net'
import type { RoleUrls } from '@stoa/tenancy'
import pino from 'pino'
import { assemble } from '../assemble.ts'
import { testSecret } from './database.ts'
import { testPasskeys } from './passkeys.ts'

// The process of killed-server.test.ts: it serves, tells its port, and ends when it is killed.
const urls = JSON.parse(process.argv[2]!) as RoleUrls
const log = pino({ level: 'silent' })
const { app } = await assemble({ urls, secretKey: testSecret, log, passkeys: testPasskeys, purgeEveryMs: 3_600_000 })
await app.listen({ port: 0, host: '127.0.0.1' })
process.stdout.write(`${(app.server.address() as AddressInfo).port}\n`)
