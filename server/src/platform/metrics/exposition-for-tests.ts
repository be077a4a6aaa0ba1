import assert from 'node:assert/strict'

export interface Exposition {
  /** Every series as it is written, without its value. */
  series: string[]
  /** Types of the metrics by name. */
  types: Map<string, string>
  /** The value of the series with exactly these labels. */
  value: (name: string, labels: Record<string, string>) => number | undefined
}

const sample =
  /^([a-zA-Z_:][\w:]*)(?:\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\["\\n])*",?)+)\})? ([+-]?(?:NaN|Inf|[.\d]+(?:e[+-]?\d+)?))$/i
const label = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g

/** Reads Prometheus' text format and fails on whatever a collector would stumble over. */
export function parseExposition(text: string): Exposition {
  assert.ok(text.endsWith('\n'), 'the last line ends')
  const types = new Map<string, string>()
  const values = new Map<string, number>()
  const series: string[] = []
  for (const line of text.split('\n').filter(Boolean)) {
    const [, typed, type] = /^# TYPE (\S+) (counter|gauge|histogram|summary|untyped)$/.exec(line) ?? []
    if (typed) {
      assert.ok(!types.has(typed), `${typed} is declared twice`)
      types.set(typed, type!)
    } else if (!line.startsWith('# HELP ')) {
      const [, name, labels = '', value] = sample.exec(line) ?? assert.fail(`not a sample: ${line}`)
      assert.ok(types.has(name!) || types.has(name!.replace(/_(bucket|sum|count)$/, '')), `${name} has no type`)
      const key = keyOf(name!, Object.fromEntries([...labels.matchAll(label)].map(([, key, text]) => [key!, text!])))
      assert.ok(!values.has(key), `${key} is there twice`)
      values.set(key, Number(value!.replace(/inf/i, 'Infinity')))
      series.push(line.slice(0, line.lastIndexOf(' ')))
    }
  }
  checkHistograms(values)
  return { series, types, value: (name, labels) => values.get(keyOf(name, labels)) }
}

function keyOf(name: string, labels: Record<string, string>): string {
  return JSON.stringify([name, Object.entries(labels).sort()])
}

/** Buckets of a histogram hold each other, and the last holds everything that was counted. */
function checkHistograms(values: ReadonlyMap<string, number>): void {
  const last = new Map<string, number>()
  for (const [key, value] of values) {
    const [name, labels] = JSON.parse(key) as [string, [string, string][]]
    if (!name.endsWith('_bucket')) continue
    const { le, ...others } = Object.fromEntries(labels)
    const counted = keyOf(name.replace(/_bucket$/, '_count'), others)
    assert.ok(value >= (last.get(counted) ?? 0), `${key} holds less than the bucket before`)
    last.set(counted, value)
    if (le === '+Inf') assert.equal(value, values.get(counted), counted)
  }
}
