import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { canSign } from '#platform/identity'
import type { EnvReader } from './env-reader.ts'

/** Whatever a PEM holds, but the parameters that `openssl ecparam` writes before its key. */
const block = /-----BEGIN (?!EC PARAMETERS)([A-Z ]+)-----[\s\S]+?-----END \1-----/g

/**
 * A private key that access tokens are signed with: a PEM, or the path of a file with one. Environments that hold no line
 * breaks may write them as `\n`.
 * @param directory what relative paths start from
 */
export function readPrivateKey(read: EnvReader, name: string, directory: string): KeyObject | undefined {
  return readKeys(read, name, directory, privateKeys)[0]
}

/** Public keys of access tokens, one PEM after the other. */
export function readPublicKeys(read: EnvReader, name: string, directory: string): KeyObject[] {
  return readKeys(read, name, directory, publicKeys)
}

interface Kind {
  labels: RegExp
  most: number
  parse: (pem: string) => KeyObject
  allowed: string
}

const privateKeys: Kind = {
  labels: /PRIVATE KEY$/,
  most: 1,
  parse: createPrivateKey,
  allowed:
    'one private key without passphrase, from `openssl genpkey -algorithm ed25519`, or on P-256; as PEM or a path',
}

const publicKeys: Kind = {
  labels: /^PUBLIC KEY$/,
  most: 10,
  parse: createPublicKey,
  allowed: 'up to 10 public keys, Ed25519 or P-256, from `openssl pkey -pubout`; as PEM one after the other, or a path',
}

function readKeys(read: EnvReader, name: string, directory: string, kind: Kind): KeyObject[] {
  const given = read.text(name)
  if (given === undefined) return []
  const text = given.startsWith('-----') ? given.replaceAll('\\n', '\n') : readGivenFile(resolve(directory, given))
  const found = text === undefined ? [] : [...text.matchAll(block)]
  const keys = found.map(([pem, label]) => (kind.labels.test(label!) ? parsed(pem, kind) : undefined))
  // What was given may be a secret, so the fault does not repeat it.
  if (text === undefined) read.fault(name, 'is neither a PEM nor a file that can be read', kind.allowed)
  else if (keys.length === 0 || keys.length > kind.most) read.fault(name, `holds ${keys.length} keys`, kind.allowed)
  else if (keys.some((key) => !key || !canSign(key))) read.fault(name, 'holds a key of another kind', kind.allowed)
  return keys.filter((key) => key !== undefined && canSign(key)) as KeyObject[]
}

function readGivenFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function parsed(pem: string, { parse }: Kind): KeyObject | undefined {
  try {
    return parse(pem)
  } catch {
    return undefined
  }
}
