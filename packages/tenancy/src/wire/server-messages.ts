import type { Field } from './row-reader.ts'

/** The count at the end of a command tag: `UPDATE 3`, `INSERT 0 1`. */
export function readAffected(buffer: Buffer, end: number): number {
  let position = end - 2
  let value = 0
  let weight = 1
  while (buffer[position]! >= 48 && buffer[position]! <= 57) {
    value += (buffer[position--]! - 48) * weight
    weight *= 10
  }
  return value
}

/** A ParameterDescription: the types of a statement's parameters. */
export function readParameterTypes(buffer: Buffer, start: number): number[] {
  const count = buffer.readUInt16BE(start)
  return Array.from({ length: count }, (_, index) => buffer.readUInt32BE(start + 2 + index * 4))
}

/** A RowDescription: the columns of a statement's rows. */
export function readFields(buffer: Buffer, start: number): Field[] {
  const fields: Field[] = []
  let position = start + 2
  for (let count = buffer.readUInt16BE(start); count > 0; count--) {
    const stop = buffer.indexOf(0, position)
    fields.push({ name: buffer.toString('utf8', position, stop), type: buffer.readUInt32BE(stop + 7) })
    position = stop + 19
  }
  return fields
}
