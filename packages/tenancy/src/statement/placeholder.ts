/** Stands for an argument while a statement is compiled; replaced by the value at each execution. */
export class Placeholder {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** Stands for the scope's tenant. Raw SQL uses it to name the tenant, as the kernel does in built queries. */
export const tenantPlaceholder = new Placeholder('tenant_id')

/** Gives a placeholder for every name asked for, typed as the argument itself. */
export function placeholders<Args>(): Args {
  return new Proxy({} as object, {
    get(_, name) {
      if (typeof name === 'symbol') return undefined
      return new Placeholder(name)
    },
    ownKeys() {
      throw new TypeError('a statement cannot list its arguments: name each column and its argument')
    },
  }) as Args
}

/** One parameter of a compiled statement: an argument, the tenant, or a constant. */
export type Parameter = Placeholder | { readonly constant: unknown }

export function toParameter(value: unknown): Parameter {
  return value instanceof Placeholder ? value : { constant: value }
}
