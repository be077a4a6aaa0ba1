import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import { BindingSigner } from '../binding/signer.ts'
import type { Finding } from './check.ts'

/** Tries what every request does: the database must accept what this process signs, and nothing else. */
export async function findBindingFaults(app: Client, key: Buffer): Promise<Finding[]> {
  const tenant = randomUUID()
  const signed = new BindingSigner(key).bindingFor({ id: tenant, epoch: 1 })
  const forged = signed.replace(tenant, randomUUID())
  const findings: Finding[] = []
  if (!(await binds(app, signed))) {
    findings.push({
      code: 'binding_key_not_installed',
      severity: 'fatal',
      subject: 'tenancy.binding_keys',
      explanation: 'The database refuses what this process signs, so no tenant can be served.',
      mend: 'installBindingKey(ownerUrl, key), as the start of the server does; see that SECRET_KEY is the same everywhere',
    })
  }
  if (await binds(app, forged)) {
    findings.push({
      code: 'binding_not_verified',
      severity: 'fatal',
      subject: 'tenancy.current_tenant()',
      explanation: 'The database accepts a binding nobody signed, so any SQL can become any tenant.',
      mend: 'stoa migrate up; the function was replaced by hand',
    })
  }
  return findings
}

async function binds(app: Client, binding: string): Promise<boolean> {
  await app.query('begin')
  try {
    await app.query('select tenancy.bind($1)', [binding])
    // Row security asks this; binding alone judges nothing.
    await app.query('select tenancy.current_tenant()')
    return true
  } catch {
    return false
  } finally {
    await app.query('rollback')
  }
}
