import { newPassword, orderPassword, type PasswordOrder } from '@stoa/tenancy'

/** Gives logins their passwords. */
export interface LoginDesk {
  /** A new password for a login of the tenant, the order that sets it, and what tools connect with. */
  open(tenantId: string, roleName: string): { password: string; order: PasswordOrder; url: string }
}

export interface LoginDeskOptions {
  /** The key that signs bindings. */
  bindingKey: Buffer
  /** Where tools reach the database; a user and password in it are left out. */
  url: string
}

export function createLoginDesk({ bindingKey, url }: LoginDeskOptions): LoginDesk {
  return {
    open(tenantId, roleName) {
      const password = newPassword()
      return {
        password,
        order: orderPassword(bindingKey, tenantId, roleName, password),
        url: at(url, roleName, password),
      }
    },
  }
}

function at(url: string, user: string, password: string): string {
  const own = new URL(url)
  own.username = user
  own.password = password
  // Means something to our own driver, and to psql that the URL is wrong.
  own.searchParams.delete('uselibpqcompat')
  return own.href
}
