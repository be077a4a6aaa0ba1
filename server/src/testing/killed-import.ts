import { bindingKeyFrom, type RoleUrls, readLines } from '@stoa/tenancy'
import { importTenant } from '#platform/tenants'
import { testSecret } from './database.ts'

// The process of transfer.test.ts that is killed in the middle of an import: after so many lines, by itself.
const { urls, file, slug, after } = JSON.parse(process.argv[2]!) as {
  urls: RoleUrls
  file: string
  slug: string
  after: number
}

async function* cutOff() {
  let count = 0
  for await (const line of readLines(file)) {
    if (count++ === after) process.kill(process.pid, 'SIGKILL')
    yield line
  }
}

await importTenant({ urls, bindingKey: bindingKeyFrom(testSecret) }, cutOff(), { slug })
