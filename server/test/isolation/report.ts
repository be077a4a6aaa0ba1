/** Something that an attack reached, or that makes an attack worthless. */
export interface Fault {
  /** The table, relation, function or operation. */
  subject: string
  attack: string
  /** What was told, changed or answered. */
  told: string
}

/** What a run of the suite tried and found. A fault is kept once per subject and attack. */
export class Report {
  private readonly found = new Map<string, Fault>()
  private readonly counts = new Map<string, number>()

  add(subject: string, attack: string, told: string): void {
    const key = `${subject}\n${attack}`
    if (!this.found.has(key)) this.found.set(key, { subject, attack, told })
  }

  count(what: string, by = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + by)
  }

  get faults(): Fault[] {
    return [...this.found.values()]
  }

  /** Whether something was found at the subject by an attack whose name holds these words. */
  has(subject: string, attack: string): boolean {
    return this.faults.some((fault) => fault.subject.includes(subject) && fault.attack.includes(attack))
  }

  /** `24 tables, 230 columns, 9120 attacks`. */
  get summary(): string {
    return [...this.counts].map(([what, count]) => `${count} ${what}`).join(', ')
  }
}

/** The first of the secrets that the text tells, apart from those the caller sent itself. */
export function secretTold(secrets: Iterable<string>, text: string, sent = ''): string | undefined {
  for (const secret of secrets) if (text.includes(secret) && !sent.includes(secret)) return secret
  return undefined
}
