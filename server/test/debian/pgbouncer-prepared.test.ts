import { testInterleaved } from './interleaved.ts'

testInterleaved(true)
