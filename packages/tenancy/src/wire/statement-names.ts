import { createHmac } from 'node:crypto'

/**
 * Names for prepared statements behind a pooler: the same in every process that has the key, so that what one of them
 * prepared in a session serves all. Whoever could tell them could prepare a statement of his own under the name of one
 * that runs for the next tenant, and hence the key.
 */
export function statementNames(key: Buffer): (text: string) => string {
  return (text) => createHmac('sha256', key).update(`statement ${text}`).digest('base64url').slice(0, 24)
}
