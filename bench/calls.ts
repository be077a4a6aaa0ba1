import type { Target } from './load.ts'

export type Call = Omit<Target, 'serverPid' | 'databasePid'>

/** A page of 20 products. Neither side counts the total: the page is what is compared. */
export function listing(baseUrl: string, tenantId: string, token?: string): Call {
  const url = token ? `${baseUrl}/api/v1/products?limit=20&total=false` : `${baseUrl}/products?limit=20`
  return { url, method: 'GET', headers: headersFor(tenantId, token) }
}

export function creating(baseUrl: string, tenantId: string, token?: string): Call {
  return {
    url: token ? `${baseUrl}/api/v1/products` : `${baseUrl}/products`,
    method: 'POST',
    headers: { ...headersFor(tenantId, token), 'content-type': 'application/json' },
    body: JSON.stringify({ title: 'Linen shirt', type: 'physical', price_amount_minor: 4900, currency: 'EUR' }),
  }
}

function headersFor(tenantId: string, token: string | undefined): Record<string, string> {
  return { 'x-tenant-id': tenantId, ...(token && { authorization: `Bearer ${token}` }) }
}
