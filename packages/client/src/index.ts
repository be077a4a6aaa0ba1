/** The typed client of the Stoa API. */
export type { Answer, CallOptions, OperationId, RefusalCode, RefusalCodeOf, Request } from './call.ts'
export { type Client, type ClientOptions, createClient, type Method } from './client.ts'
export type { Credentials, Tokens } from './credentials.ts'
export type * from './operations.gen.ts'
export type { Page } from './pages.ts'
export { isRefused, type Problem, Refused, Unreachable } from './refusal.ts'
export type { RetryOptions } from './retry.ts'
