import type { Tenancy } from '@stoa/tenancy'
import { Gauge, type Registry } from 'prom-client'

export type ConnectionStats = Tenancy['stats']

const measures = {
  connections: ['stoa_database_connections', 'Open connections to the database.'],
  inFlight: ['stoa_database_work_in_flight', 'Batches under way on shared connections, and leased ones in use.'],
  waiting: ['stoa_database_work_waiting', 'Work that waits for room on a connection.'],
} as const

/** What connections are doing, by database role and kind, looked up when somebody asks. */
export function connectionGauges(registry: Registry, read: () => ConnectionStats): void {
  for (const [measure, [name, help]] of Object.entries(measures)) {
    new Gauge({
      name,
      help,
      labelNames: ['role', 'kind'],
      registers: [registry],
      collect() {
        for (const [role, kinds] of Object.entries(read())) {
          for (const [kind, stats] of Object.entries(kinds)) {
            this.set({ role, kind }, stats[measure as keyof typeof measures])
          }
        }
      },
    })
  }
}
