import { attackWith } from './attack.ts'
import { powers } from './powers.ts'

attackWith(powers)
