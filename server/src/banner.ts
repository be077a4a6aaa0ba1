import type { AddressInfo } from 'node:net'
import type { Tenant } from '@stoa/tenancy'
import type { Platform } from './assemble.ts'
import type { Config } from './config.ts'
import { demoTenants } from './demo.ts'

/** What a person who just started Stoa wants to know. */
export function banner({ app, mailbox }: Platform, config: Config, demo: readonly Tenant[]): string {
  const { port } = app.server.address() as AddressInfo
  const url = `http://${isAnywhere(config.host) ? 'localhost' : config.host}:${port}`
  const logins = [config.superadmin, ...demo.map(ownerOf)].filter((email) => email !== undefined)
  const lines = [
    `${config.projectName} is ready at ${url} after ${process.uptime().toFixed(1)} s. Ctrl-C stops it.`,
    '',
    `  API      ${url}/docs · ${url}/redoc · ${url}/api/v1/openapi.json`,
  ]
  if (demo.length > 0) lines.push(`  Tenants  ${demo.map(described).join(' · ')}`)
  if (logins.length > 0) lines.push(`  Logins   ${logins.join(' · ')}`)
  if (mailbox) lines.push(`  Codes    ${url}/dev/mailbox?to=${logins.at(-1) ?? '<address>'}`)
  return `\n${lines.join('\n')}\n`
}

const isAnywhere = (host: string) => host === '0.0.0.0' || host === '::'

function ownerOf({ slug }: Tenant): string | undefined {
  return demoTenants.find((demo) => demo.slug === slug)?.users.find(({ role }) => role === 'owner')?.email
}

function described({ slug, placement, schema }: Tenant): string {
  return placement === 'schema' ? `${slug} (schema ${schema})` : `${slug} (${placement})`
}
