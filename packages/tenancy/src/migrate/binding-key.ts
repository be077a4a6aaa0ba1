import { withConnection } from './owner-connection.ts'

/**
 * Gives the database the key that verifies bindings. Earlier keys stay valid for an hour. A key that is installed
 * already is left as it is.
 */
export async function installBindingKey(ownerUrl: string, key: Buffer): Promise<void> {
  await withConnection(ownerUrl, (client) => client.query('select tenancy.install_binding_key($1)', [key]))
}
