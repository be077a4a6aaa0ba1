import { writeKey } from '../../../src/platform/identity/api-keys/key-text.ts'
import type { Sent } from './client.ts'
import { bodiesWith, isInTenant, isText, isUuid, type Operation, type Parameter, type Schema } from './operations.ts'
import type { Shot } from './shot.ts'
import { type Intruder, inTenant, type Side, type Sides } from './sides.ts'

export interface Aim {
  operation: Operation
  sides: Sides
  /** Texts of the victim that a caller could ask for. */
  texts: readonly string[]
  /** With which the attacker's own row is met, where the path asks for one. */
  ownPath: readonly string[] | undefined
  /** Of the victim's lists, by the sort they were handed out for. */
  cursors: ReadonlyMap<string, string>
}

type Attack = (aim: Aim) => Shot[]

export const baseDomain = 'stoa.example'
export const domainOf = ({ tenant }: Side) => `kept-by-${tenant.slug}.example`

/** The ways in which a request names a tenant. */
const claims: { by: string; naming: (side: Side) => Sent }[] = [
  { by: 'header with the id', naming: ({ tenant }) => ({ headers: { 'x-tenant-id': tenant.id } }) },
  { by: 'header with the slug', naming: ({ tenant }) => ({ headers: { 'x-tenant-id': tenant.slug } }) },
  { by: 'query', naming: ({ tenant }) => ({ query: { tenant_id: tenant.id } }) },
  { by: 'path with the id', naming: ({ tenant }) => ({ tenantPath: `/tenants/${tenant.id}` }) },
  { by: 'path with the slug', naming: ({ tenant }) => ({ tenantPath: `/tenants/${tenant.slug}` }) },
  { by: 'subdomain', naming: ({ tenant }) => ({ headers: { host: `${tenant.subdomain}.${baseDomain}` } }) },
  { by: 'custom domain', naming: (side) => ({ headers: { host: domainOf(side) } }) },
]

const tokenOf = (aim: Aim) => (whoFor(aim)[0] ?? aim.sides.intruders[0]!).token

const claimed: Attack = (aim) =>
  strangersFor(aim).flatMap(({ name, token }) =>
    claims.map(({ by, naming }) => ({
      attack: `${name}: name the tenant by ${by}`,
      sent: { token, path: firstPath(aim), ...naming(aim.sides.victim) },
      ...(isInTenant(aim.operation) && { expect: [403], never: ['access.not_permitted'] }),
    })),
  )

const disagreeing: Attack = (aim) =>
  !isInTenant(aim.operation) || whoFor(aim).length === 0
    ? []
    : claims
        .filter(({ by }) => !by.startsWith('header'))
        .map(({ by, naming }) => {
          const named = naming(aim.sides.victim)
          const headers = { ...inTenant(aim.sides.attacker), ...named.headers }
          return {
            attack: `name two tenants, one by ${by}`,
            sent: { token: tokenOf(aim), path: firstPath(aim), ...named, headers },
            expect: [400],
          }
        })

const forwarded: Attack = (aim) =>
  aim.operation.method !== 'GET'
    ? []
    : [
        {
          attack: 'name the tenant by a forwarded host',
          sent: {
            token: tokenOf(aim),
            path: firstPath(aim),
            headers: { ...inTenant(aim.sides.attacker), 'x-forwarded-host': domainOf(aim.sides.victim) },
          },
        },
      ]

const withoutToken: Attack = (aim) =>
  aim.operation.door === 'public'
    ? []
    : [
        ['no token', undefined],
        ['a token with another signature', `${tokenOf(aim).slice(0, -4)}AAAA`],
        ['a token that claims the tenant', claimingVictim(aim)],
        ['the id of a key of the tenant and another secret', writeKey('secret', aim.sides.victim.keys.id)],
      ].map(([what, token]) => ({
        attack: `call with ${what}`,
        sent: { token, path: firstPath(aim), headers: inTenant(aim.sides.victim) },
        expect: [401],
      }))

/** The intruder's own token with the victim put into what it says. */
function claimingVictim(aim: Aim): string {
  const [header, payload, signature] = aim.sides.intruders[0]!.token.split('.') as [string, string, string]
  const { attacker, victim } = aim.sides
  const said = Buffer.from(payload, 'base64url').toString().replaceAll(attacker.tenant.id, victim.tenant.id)
  return [header, Buffer.from(said).toString('base64url'), signature].join('.')
}

const foreignPath: Attack = (aim) => {
  const { operation, sides } = aim
  if (operation.pathParameters.length === 0 || operation.door === 'public') return []
  return whoFor(aim).flatMap(({ name, token }) =>
    pathsOf(aim, sides.victim).flatMap((path) =>
      preconditionsOf(operation).map((precondition) => {
        const headers = { ...inTenant(sides.attacker), ...precondition }
        const nobody = path.map((value) => (sides.victim.tenant.id.length === value.length ? unknown : value))
        return {
          attack: `${name}: an id of the tenant in the path${Object.keys(precondition)
            .map((header) => ` with ${header}`)
            .join('')}`,
          sent: { token, path, headers },
          expect: isInTenant(operation) ? [404] : [403, 404],
          control: { sent: { token, path: nobody, headers }, of: path[0]!, by: nobody[0]! },
        }
      }),
    ),
  )
}

const unknown = '0199c0de-7a1b-7c3d-8e4f-0000deadbeef'

/** Tags of the victim's rows: they are its versions. */
function preconditionsOf({ honours }: Operation): Record<string, string>[] {
  return [
    {},
    ...(honours.includes('if_match') ? [{ 'if-match': '"1"' }, { 'if-match': '"999"' }] : []),
    ...(honours.includes('if_none_match') ? [{ 'if-none-match': '"1", "2"' }] : []),
  ]
}

const foreignBody: Attack = (aim) => {
  const { operation, sides, ownPath } = aim
  const { body } = operation
  if (!body || !isInTenant(operation) || !ownPath) return []
  const none = bodiesWith(body.schema, body.example, unknown)
  return whoFor(aim).flatMap(({ name, token }) =>
    [...sides.victim.ids].flatMap(([kind, id]) =>
      bodiesWith(body.schema, body.example, id).map(({ at, body: referring }, index) => {
        const headers = inTenant(sides.attacker)
        return {
          attack: `${name}: ${kind} of the tenant at ${at} of the body`,
          sent: { token, path: ownPath, headers, body: referring },
          // A bulk call refuses row by row: that no row was done, the control shows.
          expect: [207, 400, 403, 404, 409, 422],
          never: ['request.invalid', 'access.not_permitted'],
          control: { sent: { token, path: ownPath, headers, body: none[index]!.body }, of: id, by: unknown },
        }
      }),
    ),
  )
}

/** What the schema does not ask for: believed, it would be another tenant's row. */
const smuggledBody: Attack = ({ operation, sides, ownPath }) =>
  typeof operation.body?.example !== 'object' ||
  !operation.callers.includes('user') ||
  !isInTenant(operation) ||
  !ownPath
    ? []
    : [
        { tenant_id: sides.victim.tenant.id },
        { tenantId: sides.victim.tenant.id },
        { id: [...sides.victim.ids.values()][1]! },
      ].map((smuggled) => ({
        attack: `smuggle ${Object.keys(smuggled)[0]} into the body`,
        sent: {
          token: sides.intruders[0]!.token,
          path: ownPath,
          headers: inTenant(sides.attacker),
          body: { ...(operation.body!.example as object), ...smuggled },
        },
        expect: [422],
      }))

const foreignQuery: Attack = (aim) => {
  const { operation, sides, ownPath } = aim
  if (!ownPath || whoFor(aim).length === 0) return []
  return operation.query
    .filter(({ name, schema }) => name !== 'cursor' && (isUuid(schema) || isText(schema)))
    .flatMap((parameter) =>
      valuesOf(parameter, aim).map((value) => {
        const sent = (given: string): Sent => ({
          token: tokenOf(aim),
          path: ownPath,
          headers: isInTenant(operation) ? inTenant(sides.attacker) : {},
          query: { [parameter.name]: given },
        })
        const nobody = isUuid(parameter.schema) ? unknown : textsOfNobody.find(fitting(parameter.schema))!
        const control = operation.door === 'public' ? {} : { control: { sent: sent(nobody), of: value, by: nobody } }
        return { attack: `ask for the tenant's by ?${parameter.name}=`, sent: sent(value), ...control }
      }),
    )
}

const textsOfNobody = ['nobody-has-this', 'nobody-has-this.example', 'nobody@example.com']

function valuesOf({ schema }: Parameter, { sides, texts }: Aim): string[] {
  return isUuid(schema) ? [...sides.victim.ids.values()] : texts.filter(fitting(schema)).slice(0, 12)
}

function fitting({ pattern = '', format, maxLength = Infinity }: Schema): (text: string) => boolean {
  return (text) =>
    new RegExp(pattern).test(text) && text.length <= maxLength && (format === 'email') === text.includes('@')
}

const foreignCursor: Attack = (aim) =>
  whoFor(aim).flatMap(({ name, token }) =>
    [...aim.cursors].map(([sort, cursor]) => ({
      attack: `${name}: go on from a cursor of the tenant`,
      sent: {
        token,
        path: aim.ownPath ?? [],
        headers: isInTenant(aim.operation) ? inTenant(aim.sides.attacker) : {},
        query: { cursor, sort },
      },
      expect: [200, 400],
    })),
  )

/** After the tenant itself was answered, so that whatever was remembered for it is there to be handed out. */
const ownReading: Attack = (aim) =>
  aim.operation.method !== 'GET' || !aim.ownPath
    ? []
    : whoFor(aim).map(({ name, token }) => ({
        attack: `${name}: read what is one's own`,
        sent: {
          token,
          path: aim.ownPath!,
          headers: isInTenant(aim.operation) ? inTenant(aim.sides.attacker) : {},
        },
        ...(isInTenant(aim.operation) && aim.operation.query.length === 0 && { expect: [200] }),
      }))

export const attacks: Attack[] = [
  ownReading,
  claimed,
  disagreeing,
  forwarded,
  withoutToken,
  foreignPath,
  foreignBody,
  smuggledBody,
  foreignQuery,
  foreignCursor,
]

/** One of each kind of caller, none of whom is in the victim. */
function strangersFor(aim: Aim): Intruder[] {
  const [first, ...others] = whoFor(aim)
  if (!first) return aim.sides.intruders.slice(0, 1)
  return [first, ...others.filter(({ kind }) => kind !== first.kind)]
}

/** Operators may do outside tenants what nobody else may. */
function whoFor({ operation, sides }: Aim): Intruder[] {
  const admitted = sides.intruders.filter(({ kind }) => operation.callers.includes(kind))
  return isInTenant(operation) ? admitted : admitted.slice(0, 1)
}

const firstPath = (aim: Aim): string[] => pathsOf(aim, aim.sides.victim)[0] ?? []

/** Every way to fill the path with what is the side's. */
function pathsOf({ operation, texts }: Aim, { ids }: Side): string[][] {
  const values = operation.pathParameters.map(({ schema }) =>
    isUuid(schema)
      ? [...ids.values()]
      : texts.filter((text) => new RegExp(schema.pattern ?? '').test(text)).slice(0, 2),
  )
  return values.reduce<string[][]>(
    (paths, next) => paths.flatMap((path) => next.map((value) => [...path, value])),
    [[]],
  )
}
