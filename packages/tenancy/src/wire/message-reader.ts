type OnMessage = (kind: number, buffer: Buffer, start: number, end: number) => void

const headerLength = 5
const empty = Buffer.alloc(0)

/** Cuts the server's byte stream into messages without copying those that arrive whole. */
export class MessageReader {
  private rest: Buffer = empty
  private readonly onMessage: OnMessage

  constructor(onMessage: OnMessage) {
    this.onMessage = onMessage
  }

  push(chunk: Buffer): void {
    const buffer = this.rest.length === 0 ? chunk : this.join(chunk)
    if (buffer === undefined) return
    let position = 0
    while (position + headerLength <= buffer.length) {
      const end = position + 1 + buffer.readUInt32BE(position + 1)
      if (end > buffer.length) break
      this.onMessage(buffer[position]!, buffer, position + headerLength, end)
      position = end
    }
    this.rest = position === buffer.length ? empty : buffer.subarray(position)
    this.waiting = this.rest.length
  }

  /** Chunks of a message larger than a read, joined once it is complete: joining at each chunk would be quadratic. */
  private chunks: Buffer[] = []
  private waiting = 0

  private join(chunk: Buffer): Buffer | undefined {
    this.chunks.push(chunk)
    this.waiting += chunk.length
    if (this.waiting < this.neededLength()) return undefined
    const joined = Buffer.concat([this.rest, ...this.chunks], this.waiting)
    this.chunks = []
    return joined
  }

  private neededLength(): number {
    return this.rest.length < headerLength ? headerLength : 1 + this.rest.readUInt32BE(1)
  }
}
