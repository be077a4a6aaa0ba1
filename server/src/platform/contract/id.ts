import { v7 } from 'uuid'

/** A new UUIDv7: grows with time, so new rows land at the end of their index. */
export const newId: () => string = () => v7()
