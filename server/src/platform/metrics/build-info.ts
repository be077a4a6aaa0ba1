import { readFileSync } from 'node:fs'
import { Gauge, type Registry } from 'prom-client'

const manifest = new URL('../../../package.json', import.meta.url)

/** Which version runs, as labels of a series that is always 1. */
export function buildInfo(registry: Registry): void {
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  new Gauge({
    name: 'stoa_build_info',
    help: 'Always 1; which version runs on which Node.',
    labelNames: ['version', 'node'],
    registers: [registry],
  }).set({ version, node: process.version }, 1)
}
