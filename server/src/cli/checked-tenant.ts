import { Compile } from 'typebox/compile'
import { NewTenant } from '#platform/tenants'
import { UsageError } from './command.ts'

const newTenant = Compile(NewTenant)

/** What a command says of a new tenant, judged by the schema that judges a request. */
export function checkedTenant<Request extends object>(request: Request): Request & NewTenant {
  const [fault] = newTenant.Errors(request)
  if (fault) throw new UsageError(`${fault.instancePath.slice(1) || 'The tenant'} ${fault.message}.`)
  return request as Request & NewTenant
}
