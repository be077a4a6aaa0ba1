import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { importJWK, type JWK, SignJWT } from 'jose'
import pg from 'pg'
import { newId, type Role } from '#platform/contract'
import { createWorld, type World } from '#testing'
import { type Account, audience, Issuer, newKey } from '../../../testing/issuer.ts'
import { ensureMember } from '../index.ts'
import { readIssuers } from './issuer-settings.ts'

const system = { actor: { kind: 'system' }, mode: 'write' } as const

describe('tokens of outside issuers', () => {
  const key = newKey()
  /** A second key of the issuer, which says of no algorithm that it is the only one. */
  const rsa = {
    ...(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }) as JWK),
    use: 'sig',
    kid: 'rsa',
  }
  let issuer: Issuer
  /** Configured too, for the addresses of one domain. */
  let partner: Issuer
  /** As real as the others, and not configured. */
  let stranger: Issuer
  let world: World
  let database: pg.Pool
  let aheadMs = 0
  const clock = () => new Date(Date.now() + aheadMs)
  before(async () => {
    ;[issuer, partner, stranger] = await Promise.all([Issuer.start([key, rsa]), Issuer.start(), Issuer.start()])
    const { issuers, faults } = readIssuers(
      JSON.stringify([
        { issuer: issuer.url, audience },
        { issuer: partner.url, audience, email_domains: ['partner.example'] },
      ]),
    )
    assert.deepEqual(faults, [])
    world = await createWorld('shared', { clock, issuers })
    database = new pg.Pool({ connectionString: world.database.adminUrl, max: 2 })
  })
  after(async () => {
    await database.end()
    await world.close()
    await Promise.all([issuer.stop(), partner.stop(), stranger.stop()])
  })

  async function newMember(role: Role = 'viewer', email = `${newId()}@example.com`) {
    const member = { tenant_id: world.tenant.id, email, name: 'Ada', role } as const
    const { id } = await world.platform.tenancy.system(system, (scope) => ensureMember(scope, member))
    return { id, email }
  }

  function accountOf(email: string, more: Partial<Account> = {}): Account {
    return { sub: `sub|${newId()}`, email, email_verified: true, ...more }
  }

  function call(token: string, path = '/auth/me') {
    const headers = { authorization: `Bearer ${token}`, 'x-tenant-id': world.tenant.id }
    return world.platform.app.inject({ url: `/api/v1${path}`, headers })
  }

  async function codeOf(token: string, path?: string): Promise<string> {
    const answer = await call(token, path)
    return answer.statusCode === 200 ? 'let in' : `${answer.statusCode} ${answer.json().code}`
  }

  async function until(path: string, token: string, expected: string): Promise<void> {
    const begun = performance.now()
    while ((await codeOf(token, path)) !== expected) {
      assert.ok(performance.now() - begun < 1_000, `${path} is ${await codeOf(token, path)}`)
      await wait(5)
    }
  }

  test('somebody known by their verified address is let in as who they are here', async () => {
    const { id, email } = await newMember('operator')
    const token = await issuer.token(accountOf(email.toUpperCase()))
    const me = await call(token)
    assert.equal(me.statusCode, 200, me.body)
    const { tenants, ...person } = me.json()
    assert.deepEqual([person.id, person.email, person.is_superadmin], [id, email, false])
    assert.deepEqual(
      tenants.map((tenant: { id: string; role: string }) => [tenant.id, tenant.role]),
      [[world.tenant.id, 'operator']],
    )
    assert.equal(await codeOf(token, '/products'), 'let in')
    const headers = { 'x-tenant-id': world.neighbour.id }
    const there = await world.requestAs({ userId: id, token }, 'GET', '/products', { headers })
    assert.equal(there.json().code, 'access.not_a_member')
  })

  test('claims of a role, a tenant or of being superadmin give nothing', async () => {
    const { email } = await newMember('viewer')
    const claims = { superadmin: true, role: 'owner', memberships: { [world.neighbour.id]: 'owner' } }
    const token = await issuer.token({ ...accountOf(email), ...claims } as Account)
    const me = (await call(token)).json()
    assert.equal(me.is_superadmin, false)
    assert.equal(await codeOf(token, '/tenants'), '403 access.superadmin_only')
    const answer = await world.requestAs({ userId: me.id, token }, 'POST', '/products', { body: {} })
    assert.equal(answer.json().code, 'access.not_permitted')
  })

  test('the first sight links for good: neither a changed nor a given-away address moves the link', async () => {
    const [ada, bob] = [await newMember(), await newMember()]
    const account = accountOf(ada.email)
    assert.equal((await call(await issuer.token(account))).json().id, ada.id)
    for (const changed of [{ email: bob.email }, { email_verified: false }, { email: 'nobody@example.com' }]) {
      assert.equal((await call(await issuer.token({ ...account, ...changed }))).json().id, ada.id)
    }
    const { rows } = await database.query('select user_id, email from core.user_identities where subject = $1', [
      account.sub,
    ])
    assert.deepEqual(rows, [{ user_id: ada.id, email: ada.email }])
  })

  test('the same subject of two issuers is two people', async () => {
    const [ada, bob] = [await newMember(), await newMember('viewer', `${newId()}@partner.example`)]
    const sub = `sub|${newId()}`
    assert.equal((await call(await issuer.token(accountOf(ada.email, { sub })))).json().id, ada.id)
    assert.equal((await call(await partner.token(accountOf(bob.email, { sub })))).json().id, bob.id)
  })

  test('many requests at once with a token never seen link once', async () => {
    const { id, email } = await newMember()
    const account = accountOf(email)
    const tokens = await Promise.all(Array.from({ length: 5 }, () => issuer.token(account)))
    const answers = await Promise.all([...tokens, ...tokens].map((token) => call(token)))
    assert.deepEqual(new Set(answers.map((answer) => answer.json().id)), new Set([id]))
    assert.equal(new Set(answers.map((answer) => answer.json().session_id)).size, 1)
  })

  // what the issuer says → why nobody is found by it
  const unproved: [string, (email: string) => object, code: string][] = [
    ['nothing of verification', () => ({ email_verified: undefined }), '403 identity.email_not_verified'],
    ['not verified', () => ({ email_verified: false }), '403 identity.email_not_verified'],
    ['the word true', () => ({ email_verified: 'true' }), '403 identity.email_not_verified'],
    ['a number', () => ({ email_verified: 1 }), '403 identity.email_not_verified'],
    ['no address', () => ({ email: undefined }), '403 identity.email_not_verified'],
    ['several addresses', (email) => ({ email: [email] }), '403 identity.email_not_verified'],
    [
      'a letter that is ASCII in lower case',
      (email) => ({ email: email.replace('k', '\u212a') }),
      '403 identity.email_not_verified',
    ],
    ['NUL in the address', (email) => ({ email: `${email}\0` }), '403 identity.email_not_verified'],
    ['an address nobody has here', () => ({ email: 'stranger@example.com' }), '403 identity.unknown_person'],
    ['an endless address', (email) => ({ email: email + 'x'.repeat(2_000) }), '403 identity.unknown_person'],
  ]
  for (const [said, change, code] of unproved) {
    test(`an issuer that says ${said} is not believed about who it is`, async () => {
      const { email } = await newMember('viewer', `k${newId()}@example.com`)
      assert.equal(await codeOf(await issuer.token({ ...accountOf(email), ...change(email) })), code)
    })
  }

  test('an issuer speaks for the addresses of its domains, and for no others', async () => {
    const [outside, inside] = [await newMember(), await newMember('viewer', `${newId()}@partner.example`)]
    const below = await newMember('viewer', `${newId()}@evil.partner.example`)
    assert.equal(await codeOf(await partner.token(accountOf(outside.email))), '403 identity.email_not_verified')
    assert.equal(await codeOf(await partner.token(accountOf(below.email))), '403 identity.email_not_verified')
    assert.equal(await codeOf(await partner.token(accountOf(inside.email))), 'let in')
  })

  test('who is invited after they were refused is let in with the same token', async () => {
    const email = `${newId()}@example.com`
    const token = await issuer.token(accountOf(email))
    assert.equal(await codeOf(token), '403 identity.unknown_person')
    await newMember('viewer', email)
    aheadMs += 5_000
    assert.equal(await codeOf(token), 'let in')
  })

  test('a new role, a lost membership and one regained count in under a second, with the same token', async () => {
    const { id, email } = await newMember('viewer')
    const token = await issuer.token(accountOf(email))
    assert.equal(await codeOf(token, '/users'), 'let in')
    await world.request('owner', 'PATCH', `/users/${id}`, { body: { role: 'check_in_controller' } })
    await until('/users', token, '403 access.not_permitted')
    await world.request('owner', 'DELETE', `/users/${id}`)
    await until('/users', token, '403 access.not_a_member')
    await newMember('admin', email)
    await until('/users', token, 'let in')
  })

  test('a disabled person is refused, whether the token was seen or not', async () => {
    const { id, email } = await newMember()
    const account = accountOf(email)
    const token = await issuer.token(account)
    assert.equal(await codeOf(token), 'let in')
    await database.query(`update core.users set status = 'disabled', updated_at = now() where id = $1`, [id])
    await database.query(`select pg_notify('stoa_identity', 'user:' || $1::text)`, [id])
    await until('/auth/me', token, '403 identity.unknown_person')
    assert.equal(await codeOf(await issuer.token(account)), '403 identity.unknown_person')
    assert.equal(await codeOf(await issuer.token(accountOf(email))), '403 identity.unknown_person')
  })

  test('a token that was let in is refused when its time is over', async () => {
    const { email } = await newMember()
    const token = await issuer.token(accountOf(email), { expiresInSeconds: 60 + aheadMs / 1_000 })
    assert.equal(await codeOf(token), 'let in')
    aheadMs += 66_000
    assert.equal(await codeOf(token), '401 identity.token_expired')
  })

  const invalid = '401 identity.invalid_token'

  /** A token of the issuer's own key that says what a real one says, but for the changes. */
  async function forged(
    email: string,
    claims: Record<string, unknown> = {},
    header: object = {},
    signing = key,
  ): Promise<string> {
    const seconds = Math.floor(clock().getTime() / 1000)
    const payload = {
      iss: issuer.url,
      aud: audience,
      sub: `sub|${randomUUID()}`,
      email,
      email_verified: true,
      iat: seconds,
      exp: seconds + 600,
      ...claims,
    }
    const signer = new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: key.kid!, ...header })
    return signer.sign(await importJWK(signing, (header as { alg?: string }).alg ?? 'ES256'))
  }

  test('a token as the issuer makes them is let in, so that the ones below are refused for their fault', async () => {
    assert.equal(await codeOf(await forged((await newMember()).email)), 'let in')
  })

  test('an issuer may sign with each of its algorithms, and with no other', async () => {
    const { email } = await newMember()
    assert.equal(await codeOf(await forged(email, {}, { alg: 'RS256', kid: 'rsa' }, rsa)), 'let in')
    assert.equal(await codeOf(await forged(email, {}, { alg: 'PS256', kid: 'rsa' }, rsa)), invalid)
  })

  const soon = () => Math.floor(clock().getTime() / 1000) + 60
  const refused: [why: string, token: (email: string) => Promise<string>, code: string][] = [
    [
      'meant for somebody else',
      (email) => issuer.token(accountOf(email), { audience: 'https://other.example' }),
      invalid,
    ],
    ['meant for nobody', (email) => forged(email, { aud: undefined }), invalid],
    ['of an issuer that is not configured', (email) => stranger.token(accountOf(email)), invalid],
    ['of a configured issuer, signed by another', (email) => forged(email, { iss: partner.url }), invalid],
    ['of an issuer spelled otherwise', (email) => forged(email, { iss: `${issuer.url}/` }), invalid],
    ['of ourselves, as it says', (email) => forged(email, { iss: 'stoa' }), invalid],
    ['of no issuer', (email) => forged(email, { iss: undefined }), invalid],
    ['expired', (email) => forged(email, { exp: soon() - 120 }), '401 identity.token_expired'],
    ['without an end', (email) => forged(email, { exp: undefined }), invalid],
    ['of later', (email) => forged(email, { nbf: soon() }), invalid],
    ['of nobody', (email) => forged(email, { sub: undefined }), invalid],
    ['of an empty subject', (email) => forged(email, { sub: '' }), invalid],
    ['of an endless subject', (email) => forged(email, { sub: 'x'.repeat(256) }), invalid],
    ['of a subject with NUL', (email) => forged(email, { sub: 'x\0' }), invalid],
    ['huge', (email) => forged(email, { padding: 'x'.repeat(8_000) }), invalid],
    ['without a key', (email) => forged(email, {}, { kid: undefined }), invalid],
    ['of a key nobody has', (email) => forged(email, {}, { kid: 'guessed' }), invalid],
    ['of a key of our own', (email) => forged(email, {}, {}, newKey()), invalid],
    [
      'critical about what nobody knows',
      (email) => forged(email).then((token) => withHeader(token, { crit: ['x'], x: 1 })),
      invalid,
    ],
    ['unsigned', (email) => forged(email).then((token) => unsigned(withHeader(token, { alg: 'none' }))), invalid],
    ['signed with the public key as a secret', (email) => forged(email).then(hmacWithPublicKey), invalid],
    ['of another algorithm', (email) => forged(email).then((token) => withHeader(token, { alg: 'RS256' })), invalid],
    ['changed after it was signed', (email) => forged(email).then(changed), invalid],
  ]
  for (const [why, makeToken, code] of refused) {
    test(`a token is refused that is ${why}`, async () => {
      const { id, email } = await newMember()
      assert.equal(await codeOf(await makeToken(email)), code)
      const { rowCount } = await database.query('select from core.user_identities where user_id = $1', [id])
      assert.equal(rowCount, 0)
    })
  }

  function withHeader(token: string, header: object): string {
    const changed = { alg: 'ES256', kid: key.kid, ...header }
    return [Buffer.from(JSON.stringify(changed)).toString('base64url'), ...token.split('.').slice(1)].join('.')
  }

  function unsigned(token: string): string {
    return `${token.split('.').slice(0, 2).join('.')}.`
  }

  function hmacWithPublicKey(token: string): string {
    const text = withHeader(token, { alg: 'HS256' }).split('.').slice(0, 2).join('.')
    const { d, ...publicKey } = key
    return `${text}.${createHmac('sha256', JSON.stringify(publicKey)).update(text).digest('base64url')}`
  }

  function changed(token: string): string {
    const [header, payload, signature] = token.split('.')
    const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString())
    return [header, Buffer.from(JSON.stringify({ ...claims, email: 'x@y.z' })).toString('base64url'), signature].join(
      '.',
    )
  }

  test('garbage costs the issuer nothing', async () => {
    const { email } = await newMember()
    assert.equal(await codeOf(await issuer.token(accountOf(email))), 'let in')
    const before = issuer.requests.length
    for (let n = 0; n < 30; n++) await codeOf(await forged(email, {}, { kid: `guess-${n}` }))
    assert.equal(issuer.requests.length, before)
  })

  test('our own tokens are good as before, and say nothing of outside', async () => {
    assert.equal((await world.request('owner', 'GET', '/products')).statusCode, 200)
  })
})
