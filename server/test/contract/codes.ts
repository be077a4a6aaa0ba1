import type { Stage } from './stage.ts'

/** Every code of the document, with the operations that say they can answer it. */
export function documentedCodes({ document }: Stage): Map<string, string[]> {
  const codes = new Map<string, string[]>()
  for (const operation of document.operations) {
    for (const code of operation.codes) codes.set(code, [...(codes.get(code) ?? []), operation.id])
  }
  return codes
}

/** What nothing has brought about on this stage, and what is to be done about it. */
export function unmetCodes(stage: Stage): string[] {
  const seen = new Set([...stage.seen].map((entry) => entry.slice(entry.indexOf(' ') + 1)))
  return [...documentedCodes(stage)]
    .filter(([code]) => !seen.has(code) && !stage.areas.beyond.has(code))
    .map(
      ([code, [first, ...others]]) =>
        `${code}, documented by ${first} and ${others.length} more, was never answered. Add it to \`refused\` of its area in ` +
        `server/test/contract/provocations/: '${code}': (stage) => stage.call('${first}', …)`,
    )
}
