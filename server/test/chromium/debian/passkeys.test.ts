import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import pg from 'pg'
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core'
import { newId } from '#platform/contract'
import { ensureMember } from '#platform/identity'
import { type Caller, createWorld, type World } from '#testing'
import { PasskeyPage } from './passkey-page.ts'

const system = { actor: { kind: 'system' }, mode: 'write' } as const

/** An authenticator in software, as Chromium makes it for tests; whoever it asks consents at once. */
const phone = {
  protocol: 'ctap2',
  transport: 'internal',
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
} as const

interface Person extends Caller {
  email: string
}

/** What a page is asked to do: a function of the guide's script, or what it consists of. */
type Asked = { do: 'addPasskey' | 'logIn' | 'create' | 'get' | 'parse'; with: unknown[] }

describe('passkeys in Chromium', () => {
  let now = new Date()
  let shop: PasskeyPage
  let stranger: PasskeyPage
  let world: World
  let database: pg.Pool
  let api: string
  let browser: Browser
  let page: Page
  let session: CDPSession
  let authenticatorId: string

  before(async () => {
    ;[shop, stranger] = [await PasskeyPage.serve(), await PasskeyPage.serve()]
    world = await createWorld('shared', {
      clock: () => now,
      passkeys: { rpId: 'localhost', rpName: 'Stoa', origins: [shop.origin] },
      edge: { corsOrigins: [shop.origin, stranger.origin] },
    })
    await world.platform.app.listen({ port: 0, host: 'localhost' })
    api = `http://localhost:${(world.platform.app.server.address() as AddressInfo).port}`
    database = new pg.Pool({ connectionString: world.database.adminUrl, max: 1 })
    // As root, Chromium starts only without its sandbox; it sees no page but ours.
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args })
  })
  after(async () => {
    await browser?.close()
    await database?.end()
    await world?.close()
    await Promise.all([shop?.close(), stranger?.close()])
  })
  beforeEach(async () => {
    page = await browser.newPage()
    await page.goto(shop.origin)
    session = await page.context().newCDPSession(page)
    await session.send('WebAuthn.enable')
    authenticatorId = await addAuthenticator()
  })
  afterEach(() => page.context().close())

  async function addAuthenticator(): Promise<string> {
    const added = await session.send('WebAuthn.addVirtualAuthenticator', { options: phone })
    return added.authenticatorId
  }

  /** Somebody who just logged in. */
  async function newPerson(): Promise<Person> {
    const email = `${newId()}@example.com`
    const member = { tenant_id: world.tenant.id, email, name: 'Ada', role: 'viewer' } as const
    const { id } = await world.platform.tenancy.system(system, (scope) => ensureMember(scope, member))
    return { userId: id, email, token: (await world.platform.identity.openSession(id)).access_token }
  }

  /** What the page's script comes to: a value, or the name or code it fails with. */
  function onPage(asked: Asked) {
    return page.evaluate(async (asked) => {
      // biome-ignore lint/suspicious/noExplicitAny: this runs in the browser, whose types are not the server's
      const { passkeys, navigator, PublicKeyCredential } = globalThis as any
      const steps = {
        ...passkeys,
        async create(options: object) {
          const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options)
          return (await navigator.credentials.create({ publicKey })).toJSON()
        },
        parse: (options: object) => PublicKeyCredential.parseRequestOptionsFromJSON(options).allowCredentials.length,
        async get(options: object) {
          const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options)
          return (await navigator.credentials.get({ publicKey })).toJSON()
        },
      }
      try {
        return { value: await steps[asked.do](...asked.with) }
      } catch (error) {
        const { name, message } = error as Error
        return { error: name === 'Error' ? message : name }
      }
    }, asked)
  }

  const addPasskey = ({ token }: Person) => onPage({ do: 'addPasskey', with: [api, token, 'Phone'] })
  const logIn = (email?: string) => onPage({ do: 'logIn', with: [api, email] })

  async function newOwner(): Promise<Person> {
    const person = await newPerson()
    const { value, error } = await addPasskey(person)
    assert.equal(error, undefined)
    assert.equal(value.name, 'Phone')
    return person
  }

  async function begun(email?: string) {
    const { public_key } = (await post('login', email ? { email } : {})).json()
    return public_key
  }

  function post(path: string, payload: object) {
    return world.platform.app.inject({ method: 'POST', url: `/api/v1/auth/passkey/${path}`, payload })
  }

  /** What the browser's authenticator answers to these options. */
  async function answerTo(options: object): Promise<object> {
    const { value, error } = await onPage({ do: 'get', with: [options] })
    assert.equal(error, undefined)
    return value
  }

  async function verify(credential: object): Promise<string> {
    const answer = await post('verify', { credential })
    return answer.statusCode === 200 ? answer.json().user.id : answer.json().code
  }

  test('the page of the guide adds a passkey and logs in with it, without an address and with it', async () => {
    const person = await newOwner()
    for (const email of [undefined, person.email]) {
      const { value, error } = await logIn(email)
      assert.equal(error, undefined)
      assert.equal(value.user.id, person.userId)
      const me = await world.requestAs({ ...person, token: value.access_token }, 'GET', '/auth/me', {}, undefined)
      assert.equal(me.json().email, person.email)
    }
    const { rows } = await database.query('select sign_count, transports from core.passkeys where user_id = $1', [
      person.userId,
    ])
    assert.ok(Number(rows[0].sign_count) > 0)
    assert.deepEqual(rows[0].transports, ['internal'])
  })

  test('an authenticator makes one passkey for a person, and one each for two', async () => {
    const person = await newOwner()
    assert.equal((await addPasskey(person)).error, 'InvalidStateError')
    const other = await newOwner()
    assert.equal((await logIn(other.email)).value.user.id, other.userId)
    assert.equal((await logIn(person.email)).value.user.id, person.userId)
  })

  test('a page of another origin adds and opens nothing', async () => {
    const person = await newOwner()
    await page.goto(stranger.origin)
    assert.equal((await logIn()).error, 'passkey.refused')
    assert.equal((await logIn(person.email)).error, 'passkey.refused')
    assert.equal((await addPasskey(await newPerson())).error, 'passkey.registration_refused')
    await page.goto(shop.origin)
    assert.equal((await logIn(person.email)).value.user.id, person.userId)
  })

  test('an answer that comes again, or the second to one challenge, is refused', async () => {
    const person = await newOwner()
    const options = await begun()
    const [first, second] = [await answerTo(options), await answerTo(options)]
    assert.equal(await verify(first), person.userId)
    assert.equal(await verify(first), 'passkey.refused')
    assert.equal(await verify(second), 'passkey.refused')
  })

  test('a second registration with one challenge is refused', async () => {
    const person = await newPerson()
    const begun = await world.requestAs(person, 'POST', '/auth/passkey/registration', {}, undefined)
    const finish = async () => {
      const { value: credential } = await onPage({ do: 'create', with: [begun.json().public_key] })
      return world.requestAs(person, 'POST', '/auth/passkeys', { body: { name: 'Phone', credential } }, undefined)
    }
    assert.equal((await finish()).statusCode, 201)
    assert.equal((await finish()).json().code, 'passkey.registration_refused')
  })

  test('a challenge is good for five minutes', async () => {
    const person = await newOwner()
    const [early, late] = [await answerTo(await begun()), await answerTo(await begun())]
    now = new Date(now.getTime() + 300_000 - 1)
    assert.equal(await verify(early), person.userId)
    now = new Date(now.getTime() + 1)
    assert.equal(await verify(late), 'passkey.refused')
  })

  test('a passkey that was removed opens nothing, and the page no longer asks for it', async () => {
    const person = await newOwner()
    const [before] = (await begun(person.email)).allowCredentials
    const passkeys = await world.requestAs(person, 'GET', '/auth/passkeys', {}, undefined)
    const [{ id }] = passkeys.json().results
    await world.requestAs(person, 'DELETE', `/auth/passkeys/${id}`, {}, undefined)
    assert.equal((await logIn()).error, 'passkey.refused')
    const after = (await begun(person.email)).allowCredentials
    assert.ok(after.length > 0)
    assert.ok(after.every((credential: { id: string }) => credential.id !== before.id))
  })

  test('what an address gets that nobody has is read by browsers as what somebody gets', async () => {
    const person = await newOwner()
    for (const email of [person.email, `${newId()}@example.com`]) {
      const { value, error } = await onPage({ do: 'parse', with: [await begun(email)] })
      assert.equal(error, undefined)
      assert.ok(value >= 1)
    }
  })

  test('a copy of an authenticator is refused once the other was used', async () => {
    const person = await newOwner()
    const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId })
    assert.equal((await logIn()).value.user.id, person.userId)
    await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
    authenticatorId = await addAuthenticator()
    await session.send('WebAuthn.addCredential', { authenticatorId, credential: credentials[0]! })
    assert.equal((await logIn()).error, 'passkey.refused')
    const ahead = { ...credentials[0]!, signCount: 100 }
    await session.send('WebAuthn.clearCredentials', { authenticatorId })
    await session.send('WebAuthn.addCredential', { authenticatorId, credential: ahead })
    assert.equal((await logIn()).value.user.id, person.userId)
  })

  test('who was not verified is not let in, though the page asked for less', async () => {
    const person = await newOwner()
    await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
    assert.equal(
      await verify(await answerTo({ ...(await begun()), userVerification: 'discouraged' })),
      'passkey.refused',
    )
    await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })
    assert.equal((await logIn()).value.user.id, person.userId)
  })

  test('who said who they are is not let in as somebody else', async () => {
    const [person, other] = [await newOwner(), await newOwner()]
    const { allowCredentials } = await begun(other.email)
    const asOther = async (email: string) => answerTo({ ...(await begun(email)), allowCredentials })
    assert.equal(await verify(await asOther(person.email)), 'passkey.refused')
    assert.equal(await verify(await asOther(other.email)), other.userId)
  })
})
