export type Environment = Readonly<Record<string, string | undefined>>

/** The configuration cannot be used; its message names every fault on a line of its own. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** Reads variables and collects what is wrong with them, so that all of it is told at once. */
export class EnvReader {
  private readonly env: Environment
  private readonly faults: string[] = []

  constructor(env: Environment) {
    this.env = env
  }

  /** Empty means not given: compose files and templates pass variables that way. */
  text(name: string): string | undefined {
    return this.env[name]?.trim() || undefined
  }

  integer(name: string, bounds: { default: number; minimum: number; maximum: number }): number {
    const text = this.text(name)
    if (text === undefined) return bounds.default
    const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN
    if (value >= bounds.minimum && value <= bounds.maximum) return value
    this.fault(name, `is ${quoted(text)}`, `a whole number from ${bounds.minimum} to ${bounds.maximum}`)
    return bounds.default
  }

  boolean(name: string, fallback: boolean): boolean {
    return this.oneOf(name, ['true', 'false'], fallback ? 'true' : 'false') === 'true'
  }

  oneOf<T extends string>(name: string, values: readonly T[], fallback: T): T {
    const text = this.text(name)
    if (text === undefined) return fallback
    const value = values.find((candidate) => candidate === text)
    if (value === undefined) this.fault(name, `is ${quoted(text)}`, values.join(', '))
    return value ?? fallback
  }

  /** Values between commas. */
  list(name: string, isAllowed: (value: string) => boolean, allowed: string): string[] {
    const values = (this.text(name) ?? '').split(',').map((value) => value.trim())
    return this.allowed(name, values.filter(Boolean), isAllowed, allowed)
  }

  /** A JSON array of strings. */
  jsonArray(name: string, isAllowed: (value: string) => boolean, allowed: string): string[] {
    const text = this.text(name)
    if (text === undefined) return []
    const values = parsedJson(text)
    if (Array.isArray(values) && values.every((value) => typeof value === 'string')) {
      return this.allowed(name, values, isAllowed, allowed)
    }
    this.fault(name, 'is not a JSON array of strings', allowed)
    return []
  }

  fault(name: string, whatIsWrong: string, allowed: string): void {
    this.faults.push(`  ${name} ${whatIsWrong}; allowed: ${allowed}`)
  }

  refuseFaults(): void {
    if (this.faults.length === 0) return
    throw new ConfigError(`The configuration cannot be used:\n${this.faults.join('\n')}`)
  }

  private allowed(name: string, values: string[], isAllowed: (value: string) => boolean, allowed: string): string[] {
    const wrong = values.filter((value) => !isAllowed(value))
    if (wrong.length > 0) this.fault(name, `holds ${wrong.map(quoted).join(', ')}`, allowed)
    return values
  }
}

const quoted = (text: string) => JSON.stringify(text)

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
