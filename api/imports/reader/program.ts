// The process that reads one file: whatever the file does to it, nobody else is held up. It says what it reads on its
// standard output, at the pace of whoever listens, and knows nothing but the file's path and kind.
import { once } from 'node:events'
import { readCsv } from './csv.ts'
import { FileRefused, MOST_ROWS } from './lines.ts'
import type { ReaderLine } from './lines.ts'
import { readXlsx } from './xlsx.ts'

const [format, path] = process.argv.slice(2)

async function say(line: ReaderLine): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await once(process.stdout, 'drain')
}

async function main(): Promise<void> {
  if (path === undefined || (format !== 'xlsx' && format !== 'csv'))
    throw new Error('expected: xlsx|csv FILE')
  let rows = 0
  try {
    for await (const line of format === 'csv' ? readCsv(path) : readXlsx(path)) {
      if ('r' in line) rows += 1
      if (rows > MOST_ROWS) throw new FileRefused('tooManyRows')
      await say(line)
    }
    await say({ end: true })
  } catch (error) {
    // What a library throws here was caused by the file: there is nothing else that it works on.
    if (!(error instanceof FileRefused)) process.stderr.write(`${String(error)}\n`)
    await say({ refused: error instanceof FileRefused ? error.fault : 'damaged' })
  }
}

await main()
