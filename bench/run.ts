/**
 * `npm run bench`: what the README says about speed. Both sides run alternately in one go on the same database; each case
 * prints one line of JSON. `npm run bench -- list create` runs the named cases only, `--rounds` and `--seconds` set how much.
 */
import { parseArgs } from 'node:util'
import { type Call, creating, listing } from './calls.ts'
import { type Comparison, compare } from './load.ts'
import { Rig } from './rig.ts'
import { fillProducts, tenantBySlug } from './rows.ts'
import { signIn } from './sign-in.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '4' } },
})

const stoaUrl = 'http://127.0.0.1:18080'
const peerUrl = 'http://127.0.0.1:18081'
const productsPerTenant = 10_000

const rig = await Rig.open()
try {
  const { process: stoa } = await rig.stoa(18080)
  const { process: peer } = await rig.peer(18081)
  for (const [name, run] of Object.entries(await prepareCases(stoa.pid!, peer.pid!))) {
    if (positionals.length > 0 && !positionals.some((wanted) => name.startsWith(wanted))) continue
    console.log(JSON.stringify({ case: name, ...(await run()) }))
  }
} finally {
  await rig.close()
}

async function prepareCases(stoaPid: number, peerPid: number): Promise<Record<string, () => Promise<Comparison>>> {
  const { admin, databasePid } = rig
  const shared = await tenantBySlug(admin, 'acme')
  const own = await tenantBySlug(admin, 'chara')
  for (const tenant of [shared, own]) await fillProducts(admin, tenant, productsPerTenant)
  const sharedToken = await signIn(stoaUrl, 'owner@acme.example')
  const ownToken = await signIn(stoaUrl, 'owner@chara.example')
  const against = (stoa: Call, peer: Call) => () =>
    compare(
      { ...stoa, serverPid: stoaPid, databasePid },
      { ...peer, serverPid: peerPid, databasePid },
      Number(values.rounds),
      Number(values.seconds),
    )
  return {
    'list 20 products, placement shared': against(
      listing(stoaUrl, shared.id, sharedToken),
      listing(peerUrl, shared.id),
    ),
    'list 20 products, placement schema': against(listing(stoaUrl, own.id, ownToken), listing(peerUrl, shared.id)),
    'create product, placement shared': against(
      creating(stoaUrl, shared.id, sharedToken),
      creating(peerUrl, shared.id),
    ),
    'create product, placement schema': against(creating(stoaUrl, own.id, ownToken), creating(peerUrl, shared.id)),
  }
}
