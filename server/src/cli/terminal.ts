let isLineOpen = false

/** Says what takes long: in one line that rewrites itself where somebody watches, line by line elsewhere. */
export function showProgress(message: string): void {
  if (!process.stderr.isTTY) {
    process.stderr.write(`${message}\n`)
    return
  }
  process.stderr.write(`\r\u001b[2K${message}`)
  isLineOpen = true
}

/** Takes the open line away before something that stays is said. */
export function clearLine(): void {
  if (isLineOpen) process.stderr.write('\r\u001b[2K')
  isLineOpen = false
}
