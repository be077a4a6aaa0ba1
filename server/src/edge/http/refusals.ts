import { defineRefusal, type RefusalType, ValidationFailed, VersionStale } from '#platform/contract'

export const BadUrl = defineRefusal('request.bad_url', 400, 'The URL is not validly percent-encoded')
export const BadJson = defineRefusal('request.bad_json', 400, 'The body is not valid JSON in UTF-8')
export const BadText = defineRefusal('request.bad_text', 400, 'The body is not text in UTF-8')
export const BadRequest = defineRefusal('request.malformed', 400, 'The request is not valid HTTP')
export const BadPrecondition = defineRefusal('request.bad_precondition', 400, 'If-Match is not a list of entity tags')
export const BodyTooLarge = defineRefusal('request.body_too_large', 413, 'The body is larger than the limit')
export const UnsupportedMediaType = defineRefusal(
  'request.unsupported_media_type',
  415,
  'The body must be sent in UTF-8, as JSON or what else the operation takes, without a content encoding',
)
export const HeadersTooLarge = defineRefusal('request.headers_too_large', 431, 'The request headers are too large')
export const RequestTimeout = defineRefusal('request.timeout', 408, 'The request did not arrive in time')
export const RouteNotFound = defineRefusal('route.not_found', 404, 'There is nothing at this path')
export const MethodNotAllowed = defineRefusal('route.method_not_allowed', 405, 'This path does not know the method')

export const Unauthenticated = defineRefusal('access.unauthenticated', 401, 'A valid access token is needed')
export const NotAMember = defineRefusal('access.not_a_member', 403, 'The caller is not a member of this tenant')
export const NotPermitted = defineRefusal(
  'access.not_permitted',
  403,
  'The role of the user, or the scopes of the key, do not permit this',
)
export const CallerNotAdmitted = defineRefusal(
  'access.caller_not_admitted',
  403,
  'This is not for callers of this kind, whatever they may do elsewhere',
)
export const NotAsSomebodyElse = defineRefusal(
  'access.impersonating',
  403,
  'This is for the user themselves, not for an operator who acts as them',
)
export const SuperadminOnly = defineRefusal('access.superadmin_only', 403, 'Only operators of the platform may do this')

export const Unavailable = defineRefusal('server.unavailable', 503, 'The service cannot answer right now; try again')
export const InternalError = defineRefusal('server.internal_error', 500, 'Something went wrong on our side')

/** What the edge itself can answer, whichever route was asked. */
export const edgeRefusals: readonly RefusalType[] = [
  BadUrl,
  BadJson,
  BadText,
  BadRequest,
  BadPrecondition,
  BodyTooLarge,
  UnsupportedMediaType,
  ValidationFailed,
  HeadersTooLarge,
  RequestTimeout,
  RouteNotFound,
  MethodNotAllowed,
  Unauthenticated,
  NotAMember,
  NotPermitted,
  CallerNotAdmitted,
  NotAsSomebodyElse,
  SuperadminOnly,
  VersionStale,
  Unavailable,
  InternalError,
]
