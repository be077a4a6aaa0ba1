/** Collects frontend messages of the PostgreSQL protocol (version 3) into one buffer, so that a batch is one write. */
export class Writer {
  private buffer = Buffer.allocUnsafe(16_384)
  private length = 0

  /** What was written so far, as a copy; the writer starts anew. */
  take(): Buffer {
    const taken = Buffer.allocUnsafe(this.length)
    this.buffer.copy(taken, 0, 0, this.length)
    this.length = 0
    return taken
  }

  parse(name: string, text: string, parameterTypes: readonly number[]): void {
    const start = this.open(0x50)
    this.zeroTerminated(name)
    this.zeroTerminated(text)
    this.int16(parameterTypes.length)
    for (const type of parameterTypes) this.int32(type)
    this.close(start)
  }

  /** Binds the unnamed portal; all parameters and results in text format. */
  bind(name: string, parameters: readonly (string | null)[]): void {
    const start = this.open(0x42)
    this.ensure(name.length + 16)
    this.buffer[this.length++] = 0
    this.zeroTerminated(name)
    this.int16(0)
    this.int16(parameters.length)
    for (const parameter of parameters) {
      if (parameter === null) this.int32(-1)
      else this.text(parameter)
    }
    this.int16(0)
    this.close(start)
  }

  /** Executes the unnamed portal to its end. */
  execute(): void {
    this.ensure(10)
    this.length += this.buffer.write('E\0\0\0\x09\0\0\0\0\0', this.length, 'latin1')
  }

  describeStatement(name: string): void {
    this.aboutStatement(0x44, name)
  }

  closeStatement(name: string): void {
    this.aboutStatement(0x43, name)
  }

  sync(): void {
    this.ensure(5)
    this.length += this.buffer.write('S\0\0\0\x04', this.length, 'latin1')
  }

  terminate(): void {
    this.ensure(5)
    this.length += this.buffer.write('X\0\0\0\x04', this.length, 'latin1')
  }

  private aboutStatement(kind: number, name: string): void {
    const start = this.open(kind)
    this.ensure(1)
    this.buffer[this.length++] = 0x53
    this.zeroTerminated(name)
    this.close(start)
  }

  private open(kind: number): number {
    this.ensure(5)
    this.buffer[this.length] = kind
    const start = this.length + 1
    this.length += 5
    return start
  }

  private close(start: number): void {
    this.buffer.writeInt32BE(this.length - start, start)
  }

  private int16(value: number): void {
    this.ensure(2)
    this.length = this.buffer.writeUInt16BE(value, this.length)
  }

  private int32(value: number): void {
    this.ensure(4)
    this.length = this.buffer.writeInt32BE(value, this.length)
  }

  private zeroTerminated(value: string): void {
    this.ensure(value.length * 3 + 1)
    this.length += this.buffer.write(value, this.length, 'utf8')
    this.buffer[this.length++] = 0
  }

  private text(value: string): void {
    this.ensure(value.length * 3 + 4)
    const written = this.buffer.write(value, this.length + 4, 'utf8')
    this.buffer.writeInt32BE(written, this.length)
    this.length += written + 4
  }

  private ensure(size: number): void {
    const needed = this.length + size
    if (needed <= this.buffer.length) return
    const larger = Buffer.allocUnsafe(Math.max(needed, this.buffer.length * 2))
    this.buffer.copy(larger, 0, 0, this.length)
    this.buffer = larger
  }
}
