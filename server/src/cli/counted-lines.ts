/** Passes lines on and says from time to time how many there were. */
export async function* countedLines(
  lines: AsyncIterable<string>,
  say: (message: string) => void,
): AsyncGenerator<string> {
  let count = 0
  let saidAt = performance.now()
  for await (const line of lines) {
    count++
    yield line
    if (performance.now() - saidAt < 200) continue
    saidAt = performance.now()
    say(`${count} lines …`)
  }
}
