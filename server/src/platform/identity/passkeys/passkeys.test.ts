import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { after, before, beforeEach, describe, test } from 'node:test'
import pg from 'pg'
import pino from 'pino'
import { newId } from '#platform/contract'
import { type Caller, createWorld, type Method, testPasskeys, testSecret, type World } from '#testing'
import { assemble } from '../../../assemble.ts'
import { Authenticator, type Ceremony, type Misbehaviour } from '../../../testing/authenticator.ts'
import { certifiedAttestation } from '../../../testing/certified-attestation.ts'
import { ensureMember } from '../index.ts'

const system = { actor: { kind: 'system' }, mode: 'write' } as const

describe('passkeys', () => {
  let world: World
  let database: pg.Pool
  let now = new Date()
  before(async () => {
    world = await createWorld('shared', { clock: () => now })
    database = new pg.Pool({ connectionString: world.database.adminUrl, max: 2 })
  })
  after(async () => {
    await database.end()
    await world.close()
  })
  beforeEach(() => {
    now = new Date(now.getTime() + 3_600_000)
  })

  interface Person extends Caller {
    email: string
  }

  async function newPerson(): Promise<Person> {
    const email = `${newId()}@example.com`
    const member = { tenant_id: world.tenant.id, email, name: 'Ada', role: 'viewer' } as const
    const { id } = await world.platform.tenancy.system(system, (scope) => ensureMember(scope, member))
    return { userId: id, email, token: (await world.platform.identity.openSession(id)).access_token }
  }

  function call(caller: Caller, method: Method, path: string, body?: object) {
    return world.requestAs(caller, method, `/auth/passkeys${path}`, body ? { body } : {}, undefined)
  }

  function begin(caller: Caller) {
    return world.requestAs(caller, 'POST', '/auth/passkey/registration', {}, undefined)
  }

  function post(path: string, payload: object, remoteAddress = newAddress()) {
    return world.platform.app.inject({ method: 'POST', url: `/api/v1/auth/passkey/${path}`, payload, remoteAddress })
  }

  function newAddress(): string {
    return `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`
  }

  async function begun(caller: Caller): Promise<Ceremony & { excludeCredentials: object[] }> {
    const answer = await begin(caller)
    assert.equal(answer.statusCode, 200, answer.body)
    return answer.json().public_key
  }

  async function finish(caller: Caller, credential: object, name = 'Phone') {
    return call(caller, 'POST', '', { name, credential })
  }

  /** An authenticator with a passkey of the person. */
  async function registered(caller: Caller, misbehaviour: Misbehaviour = {}) {
    const authenticator = new Authenticator()
    const made = await finish(caller, authenticator.create(await begun(caller), misbehaviour))
    assert.equal(made.statusCode, 201, made.body)
    return { authenticator, id: made.json().id as string, made }
  }

  async function asked(email?: string): Promise<Ceremony & { allowCredentials: object[] }> {
    const answer = await post('login', email === undefined ? {} : { email })
    assert.equal(answer.statusCode, 200, answer.body)
    return answer.json().public_key
  }

  async function logIn(authenticator: Authenticator, misbehaviour: Misbehaviour = {}, email?: string) {
    return post('verify', { credential: authenticator.get(await asked(email), misbehaviour) })
  }

  async function rowsOf(person: Person) {
    const { rows } = await database.query('select * from core.passkeys where user_id = $1', [person.userId])
    return rows
  }

  function mailsTo({ email }: Person): string[] {
    return world.platform.mailbox!.mailsTo(email).map(({ subject }) => subject)
  }

  test('a passkey that was added logs its owner in, without an address and with it, and they are told by mail', async () => {
    const person = await newPerson()
    const { authenticator, id, made } = await registered(person)
    const { created_at, ...passkey } = made.json()
    assert.deepEqual(passkey, {
      id,
      name: 'Phone',
      transports: ['internal'],
      device_type: 'single_device',
      is_backed_up: false,
      last_used_at: null,
    })
    assert.equal(created_at, now.toISOString())
    assert.equal(made.headers.location, `/api/v1/auth/passkeys/${id}`)
    assert.deepEqual(mailsTo(person), ['A passkey was added'])
    for (const email of [undefined, person.email.toUpperCase()]) {
      const opened = await logIn(authenticator, {}, email)
      assert.equal(opened.statusCode, 200, opened.body)
      const { access_token, user } = opened.json()
      assert.deepEqual([user.id, user.email], [person.userId, person.email])
      assert.deepEqual(user.memberships, { [world.tenant.id]: 'viewer' })
      const seen = await call({ userId: '', token: access_token }, 'GET', `/${id}`)
      assert.equal(seen.json().last_used_at, now.toISOString())
    }
  })

  test('passkeys are listed, renamed and removed by their owner, and are not there for anybody else', async () => {
    const [person, other] = [await newPerson(), await newPerson()]
    const { id, authenticator } = await registered(person)
    await registered(other)
    const named = async () => (await call(person, 'GET', '')).json().results.map(({ name }: { name: string }) => name)
    assert.deepEqual(await named(), ['Phone'])
    assert.equal((await call(person, 'PATCH', `/${id}`, { name: 'Old phone' })).json().name, 'Old phone')
    assert.equal((await call(person, 'PATCH', `/${id}`, {})).json().name, 'Old phone')
    for (const [method, body] of [['GET'], ['PATCH', { name: 'Mine' }], ['PATCH', {}], ['DELETE']] as const) {
      assert.equal((await call(other, method, `/${id}`, body)).json().code, 'passkey.not_found', method)
    }
    assert.deepEqual(await named(), ['Old phone'])
    assert.equal((await call(person, 'DELETE', `/${id}`)).statusCode, 204)
    assert.equal((await call(person, 'DELETE', `/${id}`)).statusCode, 404)
    assert.deepEqual(await named(), [])
    assert.deepEqual(mailsTo(person), ['A passkey was removed', 'A passkey was added'])
    assert.equal((await logIn(authenticator)).json().code, 'passkey.refused')
  })

  test('a passkey is added within ten minutes of the login, in the session that began it', async () => {
    const person = await newPerson()
    now = new Date(now.getTime() + 10 * 60_000)
    const options = await begun(person)
    const { access_token: token } = await world.platform.identity.openSession(person.userId)
    const elsewhere = await finish({ userId: person.userId, token }, new Authenticator().create(options))
    assert.equal(elsewhere.json().code, 'passkey.registration_refused')
    now = new Date(now.getTime() + 1)
    assert.equal((await begin(person)).json().code, 'passkey.login_not_recent')
    assert.deepEqual(await rowsOf(person), [])
  })

  test('what an authenticator answers wrongly adds nothing, and uses the challenge up', async () => {
    const [person, other] = [await newPerson(), await newPerson()]
    const cases: Record<string, Misbehaviour> = {
      'another origin': { origin: 'https://evil.example' },
      'another domain': { rpId: 'evil.example' },
      'nobody verified': { isUserVerified: false },
      'nobody present': { isUserPresent: false },
      'a challenge of nobody': { challenge: Buffer.alloc(32, 1).toString('base64url') },
      'a challenge that is none': { challenge: '' },
      'a challenge for somebody else': { challenge: (await begun(other)).challenge },
      'a challenge of a login': { challenge: (await asked()).challenge },
      'a certificate nobody asked for': { attest: certifiedAttestation },
    }
    for (const [what, misbehaviour] of Object.entries(cases)) {
      const [options, authenticator] = [await begun(person), new Authenticator()]
      const refused = await finish(person, authenticator.create(options, misbehaviour))
      assert.equal(refused.statusCode, 409, what)
      assert.equal(refused.json().code, 'passkey.registration_refused', what)
      if (misbehaviour.challenge !== undefined) continue
      const again = await finish(person, authenticator.create(options))
      assert.equal(again.json().code, 'passkey.registration_refused', `${what}, again`)
    }
    assert.deepEqual(await rowsOf(person), [])
    assert.deepEqual(mailsTo(person), [])
  })

  test('the answer to a login is no registration, and the other way round', async () => {
    const person = await newPerson()
    const { authenticator } = await registered(person)
    const options = await begun(person)
    const asserted = authenticator.get({ ...options, rpId: 'localhost' })
    assert.equal((await post('verify', { credential: asserted })).json().code, 'passkey.refused')
    const { response, ...created } = authenticator.create(options)
    const swapped = { ...created, response: { ...asserted.response, attestationObject: response.attestationObject } }
    assert.equal((await finish(person, swapped)).json().code, 'passkey.registration_refused')
  })

  test('of two answers to one challenge at once, one adds a passkey', async () => {
    const person = await newPerson()
    const options = await begun(person)
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => finish(person, new Authenticator().create(options))),
    )
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [201, 409, 409, 409, 409])
    assert.equal((await rowsOf(person)).length, 1)
  })

  test('a credential that is here already is not added again, whosever it is', async () => {
    const [person, other] = [await newPerson(), await newPerson()]
    const { authenticator } = await registered(person)
    const { excludeCredentials } = await begun(person)
    assert.deepEqual(excludeCredentials, [{ id: authenticator.id, type: 'public-key', transports: ['internal'] }])
    for (const caller of [person, other]) {
      const again = await finish(caller, authenticator.create(await begun(caller)))
      assert.equal(again.json().code, 'passkey.exists')
    }
    assert.equal((await logIn(authenticator, { userHandle: null }, person.email)).json().user.id, person.userId)
  })

  test('nobody has more than twenty, however many they add at once', async () => {
    const person = await newPerson()
    for (let count = 0; count < 18; count++) await registered(person)
    const options = await Promise.all(Array.from({ length: 5 }, () => begun(person)))
    const answers = await Promise.all(options.map((each) => finish(person, new Authenticator().create(each))))
    const codes = answers.map((answer) => answer.json().code ?? 'added').sort()
    assert.deepEqual(codes, ['added', 'added', 'passkey.too_many', 'passkey.too_many', 'passkey.too_many'])
    assert.equal((await begin(person)).json().code, 'passkey.too_many')
    assert.equal((await rowsOf(person)).length, 20)
  })

  test('what a passkey answers wrongly opens nothing, with one refusal for all of it', async () => {
    const [person, other] = [await newPerson(), await newPerson()]
    const { authenticator } = await registered(person)
    const handle = (caller: Caller) => Buffer.from(caller.userId.replaceAll('-', ''), 'hex').toString('base64url')
    const cases: Record<string, Misbehaviour> = {
      'another origin': { origin: 'https://evil.example' },
      'another domain': { rpId: 'evil.example' },
      'nobody verified': { isUserVerified: false },
      'nobody present': { isUserPresent: false },
      'a challenge of nobody': { challenge: Buffer.alloc(32, 1).toString('base64url') },
      'a challenge that is none': { challenge: '' },
      'a challenge of a registration': { challenge: (await begun(person)).challenge },
      'somebody else': { userHandle: handle(other) },
      'nobody named': { userHandle: null },
      'a passkey that is synchronised since': { isSynchronised: true },
    }
    const problems = new Set<string>()
    for (const [what, misbehaviour] of Object.entries(cases)) {
      const refused = await logIn(authenticator, misbehaviour)
      assert.equal(refused.statusCode, 401, what)
      const { instance: _, ...problem } = refused.json()
      problems.add(JSON.stringify(problem))
    }
    const { instance: _, ...unknown } = (await logIn(new Authenticator(), { userHandle: handle(person) })).json()
    problems.add(JSON.stringify(unknown))
    const forged = authenticator.get(await asked())
    forged.response.signature = new Authenticator().get(await asked()).response.signature
    const { instance: __, ...problem } = (await post('verify', { credential: forged })).json()
    problems.add(JSON.stringify(problem))
    assert.equal(problems.size, 1, [...problems].join('\n'))
    assert.equal((await logIn(authenticator)).statusCode, 200)
  })

  test('an answer opens one session, however often and however many at once it comes', async () => {
    const person = await newPerson()
    const { authenticator } = await registered(person)
    const count = async () =>
      (await database.query('select from core.sessions where user_id = $1', [person.userId])).rowCount
    const before = (await count()) ?? 0
    const credential = authenticator.get(await asked())
    const answers = await Promise.all(Array.from({ length: 5 }, () => post('verify', { credential })))
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 401, 401, 401, 401])
    assert.equal((await post('verify', { credential })).statusCode, 401)
    assert.equal(await count(), before + 1)
  })

  test('an answer that was refused used its challenge up', async () => {
    const person = await newPerson()
    const { authenticator } = await registered(person)
    const options = await asked()
    assert.equal(
      (await post('verify', { credential: authenticator.get(options, { isUserVerified: false }) })).statusCode,
      401,
    )
    assert.equal((await post('verify', { credential: authenticator.get(options) })).statusCode, 401)
  })

  test('a challenge lives five minutes, of a registration and of a login', async () => {
    const person = await newPerson()
    const { authenticator } = await registered(person)
    const [first, second, third, fourth] = [await begun(person), await begun(person), await asked(), await asked()]
    now = new Date(now.getTime() + 300_000 - 1)
    assert.equal((await finish(person, new Authenticator().create(first))).statusCode, 201)
    assert.equal((await post('verify', { credential: authenticator.get(third) })).statusCode, 200)
    now = new Date(now.getTime() + 1)
    const late = await finish(person, new Authenticator().create(second))
    assert.equal(late.json().code, 'passkey.registration_refused')
    assert.equal((await post('verify', { credential: authenticator.get(fourth) })).statusCode, 401)
  })

  test('a count that does not grow is a copy: refused, with a security event; one that is never counted is not', async () => {
    const lines: string[] = []
    const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) })
    const { urls } = world.database
    const clock = () => now
    const person = await newPerson()
    const { authenticator, id } = await registered(person)
    const platform = await assemble({
      urls,
      secretKey: testSecret,
      log,
      clock,
      passkeys: testPasskeys,
      purgeEveryMs: 3_600_000,
    })
    const tried = async (signCount: number) => {
      const credential = authenticator.get(await asked(), { signCount })
      const url = '/api/v1/auth/passkey/verify'
      return (await platform.app.inject({ method: 'POST', url, payload: { credential } })).statusCode
    }
    try {
      assert.equal(await tried(0), 200)
      assert.equal(await tried(0), 200)
      assert.equal(await tried(7), 200)
      const events = () => lines.map((line) => JSON.parse(line).security).filter(Boolean)
      assert.deepEqual(events(), [])
      for (const signCount of [7, 6, 0]) assert.equal(await tried(signCount), 401)
      const event = { code: 'identity.passkey_copied', passkeyId: id, userId: person.userId, address: '127.0.0.1' }
      assert.deepEqual(events(), [event, event, event])
      assert.equal((await rowsOf(person))[0].sign_count, '7')
      assert.equal(await tried(8), 200)
    } finally {
      await platform.close()
    }
  })

  test('of two logins at once with the same count, one is let in', async () => {
    const { authenticator } = await registered(await newPerson())
    const both = [await asked(), await asked()].map((options) => authenticator.get(options, { signCount: 1 }))
    const answers = await Promise.all(both.map((credential) => post('verify', { credential })))
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 401])
  })

  test('somebody disabled is refused as a stranger is, and is let in afterwards', async () => {
    const person = await newPerson()
    const { authenticator } = await registered(person)
    const real = await asked(person.email)
    const setStatus = (status: string) =>
      database.query('update core.users set status = $2 where id = $1', [person.userId, status])
    await setStatus('disabled')
    assert.equal((await logIn(authenticator)).json().code, 'passkey.refused')
    assert.equal((await logIn(authenticator, {}, person.email)).json().code, 'passkey.refused')
    const decoys = await asked(person.email)
    assert.notDeepEqual(decoys.allowCredentials, real.allowCredentials)
    await setStatus('active')
    assert.equal((await logIn(authenticator)).statusCode, 200)
  })

  test('an address that nobody has gets credentials as well, the same each time, and nobody learns it by an answer', async () => {
    const person = await newPerson()
    const { authenticator } = await registered(person)
    const withoutPasskey = await newPerson()
    const strangers = [`${newId()}@example.com`, withoutPasskey.email]
    const known = await asked(person.email)
    assert.deepEqual(known.allowCredentials, [{ id: authenticator.id, type: 'public-key', transports: ['internal'] }])
    for (const email of strangers) {
      const [first, again] = [await asked(email), await asked(email.toUpperCase())]
      assert.deepEqual(first.allowCredentials, again.allowCredentials)
      assert.notEqual(first.challenge, again.challenge)
      assert.deepEqual(Object.keys(first), Object.keys(known))
      assert.ok(first.allowCredentials.length > 0)
      for (const credential of first.allowCredentials) {
        assert.deepEqual(Object.keys(credential), Object.keys(known.allowCredentials[0]!))
      }
    }
    // Somebody with a passkey of their own tries it on what was asked for others.
    const problems = await Promise.all(
      [...strangers, (await newPerson()).email].map(async (email) => {
        const { instance: _, ...problem } = (await logIn(authenticator, {}, email)).json()
        return JSON.stringify(problem)
      }),
    )
    assert.equal(new Set(problems).size, 1)
    assert.match(problems[0]!, /passkey\.refused/)
  })

  test('an answer that is not even JSON inside is refused and never breaks', async () => {
    const person = await newPerson()
    const { authenticator } = await registered(person)
    const nonsense = Buffer.from('nonsense').toString('base64url')
    for (const [member, value] of [
      ['clientDataJSON', nonsense],
      ['clientDataJSON', Buffer.from('null').toString('base64url')],
      ['clientDataJSON', Buffer.from('{"challenge":{}}').toString('base64url')],
      ['authenticatorData', nonsense],
      ['signature', nonsense],
    ] as const) {
      const credential = authenticator.get(await asked())
      credential.response[member] = value
      assert.equal((await post('verify', { credential })).json().code, 'passkey.refused', `${member} ${value}`)
    }
    for (const attestationObject of [nonsense, 'oA', 'o2NmbXRkbm9uZQ']) {
      const credential = new Authenticator().create(await begun(person))
      credential.response.attestationObject = attestationObject
      assert.equal((await finish(person, credential)).json().code, 'passkey.registration_refused', attestationObject)
    }
  })

  test('logins begun are limited per address of the mail, whether anybody has it, and per network; answers per network', async () => {
    const { email } = await newPerson()
    for (const address of [email, `${newId()}@example.com`]) {
      const answers = await Promise.all(Array.from({ length: 22 }, () => post('login', { email: address })))
      const refused = answers.filter(({ statusCode }) => statusCode === 429)
      assert.equal(refused.length, 2)
      assert.equal(refused[0]!.json().code, 'identity.too_many_attempts')
      assert.equal(refused[0]!.headers['retry-after'], '900')
    }
    const [asker, trier] = [newAddress(), newAddress()]
    const begins = await Promise.all(Array.from({ length: 122 }, () => post('login', {}, asker)))
    assert.equal(begins.filter(({ statusCode }) => statusCode === 429).length, 2)
    const options = await asked()
    const credential = new Authenticator().get(options)
    const tries = await Promise.all(Array.from({ length: 62 }, () => post('verify', { credential }, trier)))
    assert.equal(tries.filter(({ statusCode }) => statusCode === 429).length, 2)
  })

  test('registrations begun are limited per person', async () => {
    const [person, other] = [await newPerson(), await newPerson()]
    const answers = await Promise.all(Array.from({ length: 32 }, () => begin(person)))
    assert.equal(answers.filter(({ statusCode }) => statusCode === 429).length, 2)
    await begun(other)
  })

  test('challenges that nobody answered are swept by later ones', async () => {
    for (let count = 0; count < 25; count++) await asked()
    now = new Date(now.getTime() + 300_000)
    for (let count = 0; count < 30; count++) await asked()
    const { rowCount } = await database.query('select from core.passkey_challenges where expires_at <= $1', [now])
    assert.equal(rowCount, 0)
  })

  test('an operator who acts as somebody reaches none of their passkeys', async () => {
    const person = await newPerson()
    const { id } = await registered(person)
    const operator = await world.superadmin()
    const body = { user_id: person.userId, tenant_id: world.tenant.id, reason: 'Ticket 4711' }
    const acting = await world.requestAs(operator, 'POST', '/impersonations', { body }, undefined)
    const caller = { userId: person.userId, token: acting.json().access_token }
    const tried = await Promise.all([call(caller, 'GET', ''), begin(caller), call(caller, 'DELETE', `/${id}`)])
    assert.deepEqual(new Set(tried.map((answer) => answer.json().code)), new Set(['access.impersonating']))
  })

  test('where passkeys are not configured there is no such path', async () => {
    const log = pino({ level: 'silent' })
    const platform = await assemble({
      urls: world.database.urls,
      secretKey: testSecret,
      log,
      purgeEveryMs: 3_600_000,
    })
    const answer = await platform.app.inject({ method: 'POST', url: '/api/v1/auth/passkey/login', payload: {} })
    await platform.close()
    assert.equal(answer.statusCode, 404)
  })
})
