// biome-ignore lint: generated placeholder until the first migration exists
export type TenantTables = any
export type SystemTables = any
