import { describeKilledMoves } from '../testing/killed-move.ts'

describeKilledMoves('shared')
