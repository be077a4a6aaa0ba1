// Writes docs/doctor.md from the checks of the doctor.
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { doctorPage } from '../packages/tenancy/src/doctor/kinds.ts'

await writeFile(fileURLToPath(new URL('../docs/doctor.md', import.meta.url)), doctorPage())
