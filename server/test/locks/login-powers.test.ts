import { attackWith, logins } from './attack.ts'
import { powers } from './powers.ts'

attackWith(powers, [], logins)
