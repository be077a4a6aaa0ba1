import { announceProcess } from '../migrate/running-process.ts'

// The server of migrate/contract.test.ts: says that it serves, until it is asked to end.
const [url, core, tenant] = process.argv.slice(2) as [string, string, string]
const name = `shop, process ${process.pid}`
const running = await announceProcess({
  url,
  directories: { core, tenant },
  name,
  onError: (error) => process.send!(error),
})
process.on('message', async () => {
  await running.close()
  process.disconnect()
})
process.send!(name)
