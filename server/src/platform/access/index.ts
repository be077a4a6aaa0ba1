export { type Access, createAccess, type PermissionLine, type Room } from './access.ts'
export { expand, type Permissions } from './permissions.ts'
export { permissionsPage } from './permissions-page.ts'
