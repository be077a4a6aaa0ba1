import { testInterleaved } from './interleaved.ts'

testInterleaved(false)
