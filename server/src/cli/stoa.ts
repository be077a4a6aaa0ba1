#!/usr/bin/env node
/** The command line: words in, a verb called, its result on stdout and everything else on stderr. */
import { loadConfig } from '#config'
import { run } from './run.ts'
import { clearLine, showProgress } from './terminal.ts'

process.exitCode = await run(process.argv.slice(2), {
  loadConfig,
  result(text) {
    clearLine()
    console.log(text)
  },
  failure(text) {
    clearLine()
    console.error(text)
  },
  progress: showProgress,
})
