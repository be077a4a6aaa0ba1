/** Object ids of the built-in types the wire treats specially (pg_type.oid, fixed by PostgreSQL). */
export const typeIds = {
  bool: 16,
  bytea: 17,
  int8: 20,
  int2: 21,
  int4: 23,
  oid: 26,
  json: 114,
  float4: 700,
  float8: 701,
  date: 1082,
  timestamp: 1114,
  timestamptz: 1184,
  numeric: 1700,
  uuid: 2950,
  jsonb: 3802,
} as const

/** Array type → element type, for the arrays a parameter or column may have. */
export const arrayElements: ReadonlyMap<number, number> = new Map([
  [1000, typeIds.bool],
  [1005, typeIds.int2],
  [1007, typeIds.int4],
  [1009, 25],
  [1015, 1043],
  [1016, typeIds.int8],
  [1022, typeIds.float8],
  [1115, typeIds.timestamp],
  [1182, typeIds.date],
  [1185, typeIds.timestamptz],
  [2951, typeIds.uuid],
  [199, typeIds.json],
  [3807, typeIds.jsonb],
])
