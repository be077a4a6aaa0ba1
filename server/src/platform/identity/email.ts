import { Type } from 'typebox'

/** A mail address as the platform knows it: ASCII, case does not matter and is lost. */
export const Email = Type.String({
  format: 'email',
  maxLength: 254,
  pattern: '^[\\u0021-\\u007e]+$',
  examples: ['ada@example.com'],
})

export function normalEmail(email: string): string {
  return email.toLowerCase()
}
