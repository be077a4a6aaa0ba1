import { globSync } from 'node:fs'
import type { Answered, Sent, Stage } from './stage.ts'

/**
 * What an area of the product tells the contract test that its part of the document cannot say. Each is a file in
 * `provocations/` that exports one of these as `area`; the suite finds it there.
 */
export interface Area {
  /** By operation: what makes it succeed, where its example on a new row does not. */
  ready?: Readonly<Record<string, (stage: Stage) => Promise<Sent>>>
  /** By operation that makes only so many rows for a tenant: how many. The oldest make room for those that come. */
  most?: Readonly<Record<string, number>>
  /** By refusal code: a call that is refused with it. */
  refused?: Readonly<Record<string, (stage: Stage) => Promise<Answered>>>
  /** By refusal code that no call can bring about: why it is documented all the same. */
  beyond?: Readonly<Record<string, string>>
  /** By operation that refuses requests as invalid which its schema allows: what the schema cannot say. */
  stricter?: Readonly<Record<string, string>>
}

/** Everything all areas say. */
export type Areas = { readonly [Part in keyof Area]-?: ReadonlyMap<string, NonNullable<Area[Part]>[string]> }

/** Every area there is; a name that two of them claim is an error. */
export async function readAreas(): Promise<Areas> {
  const areas = new Map<string, Area>()
  for (const file of globSync('*.ts', { cwd: new URL('provocations/', import.meta.url) }).sort()) {
    const { area } = (await import(new URL(`provocations/${file}`, import.meta.url).href)) as { area?: Area }
    if (!area) throw new Error(`server/test/contract/provocations/${file} exports no \`area\``)
    areas.set(file, area)
  }
  return {
    ready: merged(areas, 'ready'),
    most: merged(areas, 'most'),
    refused: merged(areas, 'refused'),
    beyond: merged(areas, 'beyond'),
    stricter: merged(areas, 'stricter'),
  }
}

function merged<Part extends keyof Area>(areas: ReadonlyMap<string, Area>, part: Part) {
  const all = new Map<string, NonNullable<Area[Part]>[string]>()
  for (const [file, area] of areas) {
    for (const [name, value] of Object.entries(area[part] ?? {})) {
      if (all.has(name)) throw new Error(`${file} says again what another area says of ${name}`)
      all.set(name, value as NonNullable<Area[Part]>[string])
    }
  }
  return all
}
