import { defineRefusal } from '../refusal.ts'

/** Another process is moving the tenant. */
export const MoveUnderWay = defineRefusal('tenancy.move_under_way', 409, 'The tenant is being moved already')
/** There is nothing to do. */
export const AlreadyThere = defineRefusal('tenancy.move_already_there', 409, 'The tenant has this placement already')
/** A schema of that name is there, and no move of this tenant made it. */
export const MoveTargetTaken = defineRefusal('tenancy.move_target_taken', 409, 'The schema to move to exists already')
/** The tenant's tables, or its status, do not allow a move; the detail says what. */
export const NotMovable = defineRefusal('tenancy.not_movable', 409, 'The tenant cannot be moved as it is')
/** It could not be switched within the longest pause; the tenant works where it was, and the move can be tried again. */
export const MoveTooBusy = defineRefusal('tenancy.move_too_busy', 503, 'The tenant could not be switched in time')
