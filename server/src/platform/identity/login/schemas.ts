import { Type } from 'typebox'
import { Email } from '../email.ts'
import { TooManyAttempts } from '../refusals.ts'
import { codeMinutes } from './login-code.ts'

export const CodeAsked = Type.Object(
  { email: Email },
  { additionalProperties: false, examples: [{ email: 'ada@example.com' }] },
)

export const CodeSent = Type.Object({
  expires_in: Type.Integer({ description: 'Seconds the code is valid.', examples: [codeMinutes * 60] }),
})

export const CodeTried = Type.Object(
  { email: Email, code: Type.String({ pattern: '^[0-9]{6}$', examples: ['123456'] }) },
  { additionalProperties: false, examples: [{ email: 'ada@example.com', code: '123456' }] },
)

export const codeSent = { expires_in: codeMinutes * 60 }

export function tooMany(seconds: number) {
  return TooManyAttempts(undefined, { headers: { 'retry-after': String(seconds) } })
}
