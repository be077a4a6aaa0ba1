import { assign, columnsOf, statement } from '#platform/database'
import { AiConfig } from './ai-config.ts'

const columns = columnsOf(AiConfig)

export const findAiConfig = statement('ai_config.find', (db, _: Record<never, never>) =>
  db.selectFrom('ai_config').select(columns).$castTo<AiConfig>(),
)

/** Of two who change what nobody has changed yet, the second waits for the first and finds its row. */
export const ensureAiConfig = statement('ai_config.ensure', (db, p: AiConfig) =>
  db
    .insertInto('ai_config')
    .values(assign(columns, p))
    .onConflict((taken) => taken.doNothing()),
)

export const lockAiConfig = statement('ai_config.lock', (db, _: Record<never, never>) =>
  db.selectFrom('ai_config').select(columns).$castTo<AiConfig>().forNoKeyUpdate(),
)

export const replaceAiConfig = statement('ai_config.replace', (db, p: AiConfig) =>
  db.updateTable('ai_config').set(assign(columns, p)),
)
