import pg from 'pg'
import { type FaultKind, type Finding, findingOf } from './check.ts'

export const secretKinds = {
  weak: {
    code: 'secret_weak',
    severity: 'error',
    explanation:
      'Bindings, tokens and the passwords of the roles follow from the secret: whoever guesses it is every tenant.',
    mend: 'Set SECRET_KEY to 32 random characters or more (openssl rand -hex 32), the same for every process.',
  },
  password: {
    code: 'password_weak',
    severity: 'error',
    explanation: 'The password of this role is empty, the name of the role, or in every attacker’s list.',
    mend: 'Give the role a random password; those of the platform’s own roles follow from SECRET_KEY.',
  },
  unchecked: {
    code: 'login_without_password',
    severity: 'error',
    explanation:
      'The server lets anybody in who names a role: no password is asked for on this way (trust in pg_hba.conf).',
    mend: 'Put scram-sha-256 in the place of trust in pg_hba.conf, then pg_reload_conf().',
  },
} as const satisfies Record<string, FaultKind>

/** Secrets that stand in tutorials and templates, and so in attackers' lists. */
const known = /change.?(this|me)|your.?secret|super.?secret|insert.?secret|example|placeholder/i
const knownPasswords = [
  '',
  'postgres',
  'password',
  'passwort',
  'admin',
  'root',
  'secret',
  'test',
  'stoa',
  '1234',
  '123456',
]
/** Bits that a secret has at least, judged by how often its characters repeat; 32 random hex digits have about 115. */
const leastBits = 80

/** Whether somebody may come upon the secret: too short, in a list, made of few characters or of one piece repeated. */
export function isGuessable(secret: string): boolean {
  return secret.length < 32 || known.test(secret) || /^(.{1,16})\1+.{0,15}$/s.test(secret) || bitsOf(secret) < leastBits
}

function bitsOf(secret: string): number {
  const counts = Map.groupBy(secret, (character) => character)
  const shares = [...counts.values()].map(({ length }) => length / secret.length)
  return secret.length * -shares.reduce((sum, share) => sum + share * Math.log2(share), 0)
}

/** Judges the secret, the passwords in the URLs, and whether the server asks for them at all. */
export async function findSecretFaults(secret: string | undefined, urls: readonly string[]): Promise<Finding[]> {
  const findings = secret !== undefined && isGuessable(secret) ? [findingOf(secretKinds.weak, 'SECRET_KEY')] : []
  for (const url of urls.map((text) => new URL(text))) {
    const role = decodeURIComponent(url.username)
    if (knownPasswords.includes(decodeURIComponent(url.password)) || url.password === url.username) {
      findings.push(findingOf(secretKinds.password, role))
    }
  }
  const [first] = urls
  if (first !== undefined && (await opensWithAnyPassword(first))) {
    findings.push(findingOf(secretKinds.unchecked, new URL(first).host))
  }
  return findings
}

async function opensWithAnyPassword(text: string): Promise<boolean> {
  const url = new URL(text)
  url.password = 'not the password of this role'
  const client = new pg.Client({ connectionString: url.href, application_name: 'tenancy doctor' })
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}
