import type { Settings } from './define-setting.ts'
import { settingsRoutes } from './routes.ts'

export { defineSetting, type Setting, type Settings } from './define-setting.ts'
export { tenantSettings, type UnreadableSetting, unreadableSettings } from './tenant-settings.ts'

/** What this room needs to know of another. */
export interface RoomWithSettings {
  readonly name: string
  readonly settings?: Settings
}

/** The settings of every room as one resource of the tenant. A room names its settings after itself. */
export function settingsOf(rooms: readonly RoomWithSettings[]) {
  const declared = rooms.flatMap(({ name: room, settings = {} }) => {
    const stray = Object.keys(settings).find((name) => !name.startsWith(`${room}.`))
    if (stray !== undefined) throw new TypeError(`${stray} is a setting of ${room} and must begin with "${room}."`)
    return Object.entries(settings)
  })
  const reading = ['settings.get']
  return {
    name: 'settings',
    routes: settingsRoutes(Object.fromEntries(declared)),
    permissions: { owner: ['settings.*'], admin: ['settings.*'], operator: reading, viewer: reading },
  }
}
